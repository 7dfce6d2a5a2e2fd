using TradeMatrix.Charting.Studies;

namespace TradeMatrix.Analysis.Setups;

/// <summary>What the last completed trading day leaves to the next one.</summary>
/// <param name="High">Its high.</param>
/// <param name="Low">Its low.</param>
/// <param name="Close">Its close.</param>
/// <remarks>Classic pivot points: PP = (H + L + C) / 3, R1 = 2·PP − L, S1 = 2·PP − H.</remarks>
public sealed record DayLevels(double High, double Low, double Close)
{
    private readonly double[] _pivots = PivotLevels.Of("Traditional", High, Low, Close, double.NaN);

    /// <summary>The pivot.</summary>
    public double Pivot => _pivots[0];

    /// <summary>First support.</summary>
    public double S1 => _pivots[1];

    /// <summary>First resistance.</summary>
    public double R1 => _pivots[2];

    /// <summary>High less low.</summary>
    public double Range => High - Low;

    /// <summary>The extreme behind a side's trade: the low for long, the high for short.</summary>
    internal double Behind(Side side) => side == Side.Long ? Low : High;

    /// <summary>The extreme before it: the high for long, the low for short.</summary>
    internal double Ahead(Side side) => side == Side.Long ? High : Low;

    /// <summary>The first pivot level against a side: S1 for long, R1 for short.</summary>
    internal double FirstBehind(Side side) => side == Side.Long ? S1 : R1;

    /// <summary>The first pivot level in favour of it: R1 for long, S1 for short.</summary>
    internal double FirstAhead(Side side) => side == Side.Long ? R1 : S1;
}
