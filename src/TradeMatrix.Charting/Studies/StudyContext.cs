using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Studies;

/// <summary>What a study computes from.</summary>
public sealed class StudyContext
{
    /// <summary>The bars, warm-up first. None of them is a gap.</summary>
    public required BarSeries Bars { get; init; }

    /// <summary>Inputs, checked.</summary>
    public required Settings Inputs { get; init; }

    /// <summary>Timeframe of the bars.</summary>
    public Timeframe Timeframe { get; init; } = Timeframe.D1;

    /// <summary>When the market trades, which says where a trading day begins.</summary>
    public ExchangeCalendar Calendar { get; init; } = ExchangeCalendar.Continuous("Etc/UTC");

    /// <summary>Index of the first visible bar.</summary>
    public int VisibleStart { get; init; }

    /// <summary>Index after the last visible bar.</summary>
    public int VisibleEnd { get; init; }

    /// <summary>The closing bars of another symbol, aligned with <see cref="Bars"/>; null when the symbol was not supplied.</summary>
    public Func<string, BarSeries?> Other { get; init; } = static _ => null;

    /// <summary>Number of bars.</summary>
    public int Count => Bars.Count;

    /// <summary>The price that an input of type source names; one value a bar.</summary>
    /// <param name="key">Key of the input.</param>
    public ReadOnlySpan<double> Source(string key = "source") => PriceSource.Values(Bars, Inputs.Text(key));

    /// <summary>A whole-number input.</summary>
    public int Int(string key) => Inputs.Int(key);

    /// <summary>A number input.</summary>
    public double Number(string key) => Inputs.Number(key);

    /// <summary>A flag input.</summary>
    public bool Flag(string key) => Inputs.Flag(key);

    /// <summary>A text input.</summary>
    public string Text(string key) => Inputs.Text(key);
}
