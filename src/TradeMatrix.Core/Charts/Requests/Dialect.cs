using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Core.Charts.Requests;

/// <summary>A version of chart-img.com's chart requests: its defaults and its smallest picture.</summary>
/// <param name="Theme">Default theme.</param>
/// <param name="Width">Default width, pixels.</param>
/// <param name="Height">Default height, pixels.</param>
/// <param name="LeastWidth">Smallest width, pixels.</param>
/// <param name="LeastHeight">Smallest height, pixels.</param>
/// <param name="IsVersion1">Whether studies are codes, and a symbol needs no exchange.</param>
public sealed record Dialect(ChartTheme Theme, int Width, int Height, int LeastWidth, int LeastHeight, bool IsVersion1)
{
    /// <summary>Version 1's advanced chart, which shows the volume unasked.</summary>
    public static Dialect Version1 { get; } = new(ChartTheme.Dark, 800, 600, 320, 220, true) { ShowsVolume = true };

    /// <summary>Version 1's mini chart: an area over a span.</summary>
    public static Dialect Mini { get; } = new(ChartTheme.Dark, 350, 220, 320, 220, true) { IsMini = true };

    /// <summary>Version 2.</summary>
    public static Dialect Version2 { get; } = new(ChartTheme.Light, 800, 600, 400, 300, false);

    /// <summary>Whether the volume is shown when nobody asks for it.</summary>
    public bool ShowsVolume { get; private init; }

    /// <summary>Whether the interval is a span of time.</summary>
    public bool IsMini { get; private init; }

    /// <summary>Whether the fields come from a query, where every value is a text.</summary>
    public bool IsQuery { get; init; }
}
