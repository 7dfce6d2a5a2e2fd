using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Layout;

/// <summary>Prices to vertical pixels of one pane.</summary>
public sealed class PriceScale
{
    private readonly double _top, _bottom, _low, _high;

    /// <summary>Makes a scale.</summary>
    /// <param name="mode">What the scale counts.</param>
    /// <param name="reference">Price that counts as 0 % or 100, for the percent and indexed modes.</param>
    /// <param name="low">Price at the foot.</param>
    /// <param name="high">Price at the head; above <paramref name="low"/>.</param>
    /// <param name="top">Upper pixel edge.</param>
    /// <param name="bottom">Lower pixel edge.</param>
    /// <param name="isInverted">Whether prices grow downwards.</param>
    internal PriceScale(PriceScaleMode mode, double reference, double low, double high, double top, double bottom, bool isInverted)
    {
        (Mode, Reference, Low, High, _top, _bottom, IsInverted) = (mode, reference, low, high, top, bottom, isInverted);
        (_low, _high) = (ToScale(low), ToScale(high));
    }

    /// <summary>What the scale counts.</summary>
    public PriceScaleMode Mode { get; }

    /// <summary>Price that counts as 0 % or 100.</summary>
    public double Reference { get; }

    /// <summary>Price at the foot (at the head when inverted).</summary>
    public double Low { get; }

    /// <summary>Price at the head (at the foot when inverted).</summary>
    public double High { get; }

    /// <summary>Whether prices grow downwards.</summary>
    public bool IsInverted { get; }

    /// <summary>The pixel of a price; NaN for a price that the scale cannot show (not above zero on a logarithmic one).</summary>
    public double Y(double price) => Place(ToScale(price));

    /// <summary>The price at a pixel.</summary>
    public double PriceAt(double y)
    {
        var share = (_bottom - y) / (_bottom - _top);
        if (IsInverted) share = 1 - share;
        return FromScale(_low + (share * (_high - _low)));
    }

    /// <summary>What the scale counts at a price: the price, a percentage, an index or a logarithm.</summary>
    internal double ToScale(double price) => Mode switch
    {
        PriceScaleMode.Percent => (price - Reference) / Math.Abs(Reference) * 100,
        PriceScaleMode.IndexedTo100 => ((price - Reference) / Math.Abs(Reference) * 100) + 100,
        PriceScaleMode.Logarithmic => price > 0 ? Math.Log10(price) : double.NaN,
        _ => price,
    };

    internal double FromScale(double value) => Mode switch
    {
        PriceScaleMode.Percent => Reference + (Math.Abs(Reference) * value / 100),
        PriceScaleMode.IndexedTo100 => Reference + (Math.Abs(Reference) * (value - 100) / 100),
        PriceScaleMode.Logarithmic => Math.Pow(10, value),
        _ => value,
    };

    private double Place(double value)
    {
        var share = (value - _low) / (_high - _low);
        return IsInverted ? _top + (share * (_bottom - _top)) : _bottom - (share * (_bottom - _top));
    }
}
