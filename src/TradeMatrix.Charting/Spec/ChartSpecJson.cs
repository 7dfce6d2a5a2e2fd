using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TradeMatrix.Charting.Spec;

/// <summary>A spec as JSON: the body of a chart-img.com v2 request, with our additions.</summary>
public static class ChartSpecJson
{
    /// <summary>Reads a spec. A study may also be a code (<c>"EMA:50"</c>).</summary>
    /// <param name="json">A JSON object.</param>
    /// <exception cref="ChartSpecException">Anything is wrong; it lists every problem.</exception>
    public static ChartSpec Read(string json) => ChartSpecReader.Read(json);

    /// <summary>Writes a spec canonically: fixed order, only what differs from the default. Equal specs give equal texts.</summary>
    public static string Write(ChartSpec spec)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("symbol", spec.Symbol);
            Text("description", spec.Description);
            Text("exchange", spec.Exchange);
            json.WriteString("interval", spec.Interval.ToString());
            json.WriteNumber("width", spec.Width);
            json.WriteNumber("height", spec.Height);
            if (spec.ScaleFactor != 1) json.WriteNumber("scaleFactor", spec.ScaleFactor);
            json.WriteString("style", Word(spec.Style));
            json.WriteString("theme", Word(spec.Theme));
            if (spec.Scale != default) json.WriteString("scale", Word(spec.Scale));
            if (spec.Session != default) json.WriteString("session", Word(spec.Session));
            json.WriteString("timezone", spec.Timezone);
            WriteRange(json, spec.Range);
            if (spec.Bars is { } bars) json.WriteNumber("bars", bars);
            if (spec.AsOf is { } asOf) json.WriteString("asOf", Iso(asOf));
            if (spec.ShiftLeft != 0) json.WriteNumber("shiftLeft", spec.ShiftLeft);
            if (spec.ShiftRight != 0) json.WriteNumber("shiftRight", spec.ShiftRight);
            if (spec.Precision is { } precision) json.WriteNumber("precision", precision);
            Text("title", spec.Title);
            if (spec.Watermark is { } watermark)
            {
                json.WriteString("watermark", watermark);
                json.WriteNumber("watermarkSize", spec.WatermarkSize);
                json.WriteNumber("watermarkOpacity", spec.WatermarkOpacity);
            }
            WriteSettings(json, "override", spec.Override);
            if (!spec.Studies.IsEmpty)
            {
                json.WriteStartArray("studies");
                foreach (var study in spec.Studies)
                {
                    json.WriteStartObject();
                    json.WriteString("name", study.Name);
                    if (study.ForceOverlay is { } overlay) json.WriteBoolean("forceOverlay", overlay);
                    WriteSettings(json, "input", study.Input);
                    WriteSettings(json, "override", study.Override);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
            }
            if (!spec.Drawings.IsEmpty)
            {
                json.WriteStartArray("drawings");
                foreach (var drawing in spec.Drawings)
                {
                    json.WriteStartObject();
                    json.WriteString("name", drawing.Name);
                    WriteSettings(json, "input", drawing.Input);
                    WriteSettings(json, "override", drawing.Override);
                    if (drawing.OnTop is { } top) json.WriteString("zOrder", top ? "top" : "bottom");
                    json.WriteEndObject();
                }
                json.WriteEndArray();
            }
            json.WriteEndObject();

            void Text(string key, string? value)
            {
                if (value is not null) json.WriteString(key, value);
            }
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>A time as ISO 8601 in UTC.</summary>
    internal static string Iso(long time) => DateTimeOffset.FromUnixTimeMilliseconds(time).ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);

    private static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static void WriteRange(Utf8JsonWriter json, ChartRange? range)
    {
        if (range is null) return;
        if (range.Span is { } span)
        {
            json.WriteString("range", span);
            return;
        }
        json.WriteStartObject("range");
        json.WriteString("from", Iso(range.From));
        json.WriteString("to", Iso(range.To));
        json.WriteEndObject();
    }

    private static void WriteSettings(Utf8JsonWriter json, string key, ImmutableSortedDictionary<string, SettingValue> settings)
    {
        if (settings.IsEmpty) return;
        json.WriteStartObject(key);
        foreach (var (name, value) in settings)
        {
            switch (value.Raw)
            {
                case double number: json.WriteNumber(name, number); break;
                case bool flag: json.WriteBoolean(name, flag); break;
                default: json.WriteString(name, (string)value.Raw); break;
            }
        }
        json.WriteEndObject();
    }
}
