using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using TradeMatrix.Charting.Layout;
using TradeMatrix.Charting.Layout.Drawings;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Charting.Studies;

namespace TradeMatrix.Charting.Encoders;

/// <summary>Writes what a chart shows as JSON. Pixels count at scale 1 from the upper left; a value that is missing is null.</summary>
internal static class ChartDataJson
{
    public static string Write(ChartLayout layout)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("symbol", layout.Spec.Symbol);
            json.WriteString("interval", layout.Spec.Interval.ToString());
            json.WriteString("timezone", layout.Spec.Timezone);
            json.WriteString("altText", layout.AltTextOf());
            json.WriteNumber("precision", layout.Precision);
            json.WriteNumber("width", layout.Spec.Width);
            json.WriteNumber("height", layout.Spec.Height);
            json.WriteNumber("scaleFactor", layout.Spec.ScaleFactor);
            WriteBars(json, layout);
            json.WriteStartArray("panes");
            foreach (var pane in layout.Panes) WritePane(json, layout, pane);
            json.WriteEndArray();
            json.WriteStartObject("timeScale");
            Number(json, "spacing", layout.Time.Spacing);
            json.WriteStartArray("labels");
            foreach (var tick in layout.TimeTicks.Where(t => t.Content.Length > 0)) WriteLabel(json, "x", tick.Position, tick.Content);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WritePropertyName("spec");
            json.WriteRawValue(ChartSpecJson.Write(layout.Spec));
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void WriteBars(Utf8JsonWriter json, ChartLayout layout)
    {
        json.WriteStartArray("bars");
        for (var i = layout.FirstVisible; i < layout.EndVisible; i++)
        {
            var bar = layout.Bars[i];
            json.WriteStartObject();
            json.WriteString("time", ChartSpecJson.Iso(bar.Time));
            Number(json, "open", bar.Open);
            Number(json, "high", bar.High);
            Number(json, "low", bar.Low);
            Number(json, "close", bar.Close);
            Number(json, "volume", bar.Volume);
            Number(json, "x", Math.Round(layout.Time.X(i), 2));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WritePane(Utf8JsonWriter json, ChartLayout layout, PaneLayout pane)
    {
        json.WriteStartObject();
        json.WriteBoolean("isPricePane", pane.IsPricePane);
        json.WriteStartObject("plot");
        Number(json, "left", pane.Plot.Left);
        Number(json, "top", pane.Plot.Top);
        Number(json, "right", pane.Plot.Right);
        Number(json, "bottom", pane.Plot.Bottom);
        json.WriteEndObject();
        WriteScale(json, pane.Scale, pane.Plot);
        json.WriteStartArray("labels");
        foreach (var tick in pane.Ticks.Where(t => t.Content.Length > 0)) WriteLabel(json, "y", tick.Position, tick.Content);
        json.WriteEndArray();
        json.WriteStartArray("marks");
        foreach (var label in pane.Labels) WriteLabel(json, "y", label.Position, label.Content);
        json.WriteEndArray();
        json.WriteStartArray("studies");
        foreach (var study in pane.Studies) WriteStudy(json, layout, pane, pane.Scale, study);
        foreach (var (study, scale) in pane.Overlays) WriteStudy(json, layout, pane, scale, study);
        json.WriteEndArray();
        if (pane.IsPricePane)
        {
            json.WriteStartArray("drawings");
            foreach (var drawing in layout.Spec.Drawings) WriteDrawing(json, layout, pane, drawing);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    /// <summary>Two points of the scale: with these and the mode every price has its pixel.</summary>
    private static void WriteScale(Utf8JsonWriter json, PriceScale scale, PixelRect plot)
    {
        json.WriteStartObject("scale");
        json.WriteString("mode", JsonNamingPolicy.CamelCase.ConvertName(scale.Mode.ToString()));
        json.WriteBoolean("isInverted", scale.IsInverted);
        Number(json, "atTop", scale.PriceAt(plot.Top));
        Number(json, "atBottom", scale.PriceAt(plot.Bottom));
        json.WriteEndObject();
    }

    private static void WriteStudy(Utf8JsonWriter json, ChartLayout layout, PaneLayout pane, PriceScale scale, StudyLayout study)
    {
        json.WriteStartObject();
        json.WriteString("name", study.Definition.Name);
        json.WriteString("title", study.Title);
        json.WriteStartObject("input");
        foreach (var input in study.Definition.Inputs)
        {
            var value = study.Spec.Input.TryGetValue(input.Key, out var given) ? given : input.Default!;
            WriteValue(json, input.Key, value);
        }
        json.WriteEndObject();
        if (scale != pane.Scale) WriteScale(json, scale, pane.Plot);
        json.WriteStartArray("plots");
        foreach (var plot in study.Plots)
        {
            json.WriteStartObject();
            json.WriteString("name", plot.Name);
            json.WriteBoolean("visible", plot.IsVisible);
            json.WriteString("color", plot.Colors[0].ToString());
            json.WriteStartArray("values");
            for (var i = layout.FirstVisible; i < layout.EndVisible; i++) Number(json, study.ValueAt(plot, i));
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("levels");
        foreach (var level in study.Definition.Levels)
        {
            json.WriteStartObject();
            json.WriteString("name", level);
            Number(json, "value", study.Look.Number(level + ".value"));
            Number(json, "y", Math.Round(scale.Y(study.Look.Number(level + ".value")), 2));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        if (study.Values.Profile is { } profile) WriteProfile(json, profile);
        json.WriteEndObject();
    }

    private static void WriteProfile(Utf8JsonWriter json, VolumeProfile profile)
    {
        json.WriteStartObject("profile");
        Number(json, "low", profile.Low);
        Number(json, "rowHeight", profile.RowHeight);
        json.WriteNumber("pointOfControl", profile.PointOfControl);
        json.WriteNumber("valueAreaFirst", profile.ValueAreaFirst);
        json.WriteNumber("valueAreaLast", profile.ValueAreaLast);
        json.WriteStartArray("up");
        foreach (var value in profile.Up) Number(json, value);
        json.WriteEndArray();
        json.WriteStartArray("down");
        foreach (var value in profile.Down) Number(json, value);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteDrawing(Utf8JsonWriter json, ChartLayout layout, PaneLayout pane, DrawingSpec drawing)
    {
        json.WriteStartObject();
        json.WriteString("name", drawing.Name);
        foreach (var (key, value) in drawing.Input)
        {
            WriteValue(json, key, value);
            if (value.Raw is double price && key.EndsWith("rice", StringComparison.Ordinal)) Number(json, key + "Y", Math.Round(pane.Scale.Y(price), 2));
            else if (key.EndsWith("atetime", StringComparison.Ordinal))
                Number(json, key + "X", Math.Round(layout.Time.X(DrawingContext.IndexOf(value, layout.Time, layout.Bars.Count - 1)), 2));
        }
        json.WriteEndObject();
    }

    private static void WriteLabel(Utf8JsonWriter json, string axis, double position, string text)
    {
        json.WriteStartObject();
        Number(json, axis, Math.Round(position, 2));
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, string key, SettingValue value)
    {
        switch (value.Raw)
        {
            case double number: json.WriteNumber(key, number); break;
            case bool flag: json.WriteBoolean(key, flag); break;
            default: json.WriteString(key, (string)value.Raw); break;
        }
    }

    private static void Number(Utf8JsonWriter json, string key, double value)
    {
        json.WritePropertyName(key);
        Number(json, value);
    }

    private static void Number(Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value)) json.WriteNumberValue(value);
        else json.WriteNullValue();
    }
}
