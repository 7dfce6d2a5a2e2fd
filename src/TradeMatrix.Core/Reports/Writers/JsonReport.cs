using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TradeMatrix.Core.Reports.Writers;

/// <summary>Reports as JSON, for machines: all but the pixels of pictures.</summary>
public static class JsonReport
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true, NewLine = "\n",
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>Writes a report, UTF-8.</summary>
    public static byte[] Write(ReportDocument report) => JsonSerializer.SerializeToUtf8Bytes(report, Options);
}
