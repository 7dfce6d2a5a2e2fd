using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TradeMatrix.Rendering;

/// <summary>A picture that was written.</summary>
/// <param name="File">The picture.</param>
/// <param name="Data">The file of what it shows, if asked for.</param>
/// <param name="Bytes">Size of the picture.</param>
/// <param name="AltText">What it shows, in words.</param>
/// <param name="Milliseconds">Time from reading the bars to the written file.</param>
internal sealed record RenderedChart(string File, string? Data, int Bytes, string AltText, double Milliseconds)
{
    /// <summary>One JSON object.</summary>
    public string ToJson()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("file", File);
            if (Data is not null) json.WriteString("data", Data);
            json.WriteNumber("bytes", Bytes);
            json.WriteString("altText", AltText);
            json.WriteNumber("milliseconds", Math.Round(Milliseconds, 1));
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>The names of the files written.</summary>
    public override string ToString() => Data is null ? File : $"{File}\t{Data}";
}
