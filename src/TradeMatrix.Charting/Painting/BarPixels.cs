using TradeMatrix.Charting.Layout;

namespace TradeMatrix.Charting.Painting;

/// <summary>Widths and places of bars in whole device pixels.</summary>
internal readonly struct BarPixels
{
    private readonly double _scale;

    /// <summary>Measures for a time scale.</summary>
    public BarPixels(TimeScale time, double scale)
    {
        _scale = scale;
        var spacing = time.Spacing * scale;
        Wick = Math.Clamp((int)scale, 1, Math.Max(1, (int)spacing));
        var body = (int)(spacing * (spacing < 20 ? 0.9 : 0.82));
        // A body and its wick share a middle only when both widths are odd or both even.
        if (body % 2 != Wick % 2) body--;
        Body = Math.Max(body, Wick);
        IsMerged = spacing < 1;
    }

    /// <summary>Width of a wick, device pixels.</summary>
    public int Wick { get; }

    /// <summary>Width of a body, device pixels.</summary>
    public int Body { get; }

    /// <summary>Whether several bars share a column of device pixels.</summary>
    public bool IsMerged { get; }

    /// <summary>Left device pixel of a wick whose bar is centred on x.</summary>
    public int WickLeft(double x) => (int)Math.Floor((x * _scale) - ((Wick - 1) / 2.0));

    /// <summary>Left device pixel of a body whose bar is centred on x.</summary>
    public int BodyLeft(double x) => WickLeft(x) - ((Body - Wick) / 2);

    /// <summary>Middle of the bar centred on x, in pixels at scale 1.</summary>
    public double Middle(double x) => (WickLeft(x) + (Wick / 2.0)) / _scale;
}
