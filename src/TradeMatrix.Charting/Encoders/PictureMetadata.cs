using System.Reflection;
using TradeMatrix.Charting.Layout;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Encoders;

/// <summary>What a picture says of itself.</summary>
/// <param name="Spec">The spec as JSON.</param>
/// <param name="Symbol">Symbol.</param>
/// <param name="Timeframe">Timeframe.</param>
/// <param name="FirstBar">Open time of the first visible bar, ISO 8601.</param>
/// <param name="LastBar">Open time of the last bar that the chart knew, ISO 8601.</param>
/// <param name="EngineVersion">Version of this library.</param>
/// <param name="AltText">What it shows, in words.</param>
public sealed record PictureMetadata(string Spec, string Symbol, string Timeframe, string FirstBar, string LastBar, string EngineVersion, string AltText)
{
    /// <summary>Name and version of this library.</summary>
    public static string Software { get; } = "TradeMatrix " + Version();

    /// <summary>Keyword and text of each entry, in the order written.</summary>
    internal IEnumerable<(string Keyword, string Text)> Entries =>
    [
        ("Title", $"{Symbol} {Timeframe}"),
        ("Description", AltText),
        ("Software", Software),
        ("chart:spec", Spec),
        ("chart:symbol", Symbol),
        ("chart:timeframe", Timeframe),
        ("chart:firstBar", FirstBar),
        ("chart:lastBar", LastBar),
        ("chart:engine", EngineVersion),
    ];

    /// <summary>What a PNG of this library says of itself.</summary>
    /// <param name="png">The file.</param>
    /// <exception cref="InvalidDataException">It is no PNG, is damaged, or has no spec.</exception>
    public static PictureMetadata Read(ReadOnlySpan<byte> png) => From(PngReader.Texts(png))
        ?? throw new InvalidDataException("the picture has no chart:spec entry, so that it was not drawn by TradeMatrix or has been edited since");

    internal static PictureMetadata Of(ChartLayout layout) => new(
        ChartSpecJson.Write(layout.Spec), layout.Spec.Symbol, layout.Spec.Interval.ToString(),
        ChartSpecJson.Iso(layout.Bars.Time[layout.FirstVisible]), ChartSpecJson.Iso(layout.Bars.Time[^1]), Version(), layout.AltTextOf());

    /// <summary>The entries read back; null when the picture has no spec.</summary>
    internal static PictureMetadata? From(IReadOnlyDictionary<string, string> entries)
    {
        return !entries.TryGetValue("chart:spec", out var spec) ? null : new PictureMetadata(
            spec, Get("chart:symbol"), Get("chart:timeframe"), Get("chart:firstBar"), Get("chart:lastBar"), Get("chart:engine"), Get("Description"));
        string Get(string keyword) => entries.GetValueOrDefault(keyword, "");
    }

    private static string Version() => typeof(PictureMetadata).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
