using TradeMatrix.Analysis.Setups;
using TradeMatrix.Analysis.Trades;

namespace TradeMatrix.Analysis.Backtesting;

/// <summary>What became of all setups of a rule.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Bars">Bars replayed.</param>
/// <param name="Setups">Every setup as it ended or, at the end of the bars, as it stood; in the order in which they were known.</param>
/// <param name="Trades">Those that were entered and closed. Their size makes the setup's risk one unit of money, so money is R, costs taken off.</param>
/// <param name="Performance">Metrics of the trades; all its money is R.</param>
/// <param name="ByYear">The trades by year.</param>
public sealed record BacktestResult(
    SetupRule Rule,
    int Bars,
    IReadOnlyList<SetupProgress> Setups,
    IReadOnlyList<TradeResult> Trades,
    Performance Performance,
    IReadOnlyList<BacktestYear> ByYear)
{
    /// <summary>Every setup with its trade; null for one that was not entered or has not ended.</summary>
    public IEnumerable<(SetupProgress Setup, TradeResult? Trade)> Pairs
    {
        get
        {
            var k = 0;
            foreach (var setup in Setups) yield return (setup, setup.ExitPrice is null ? null : Trades[k++]);
        }
    }

    /// <summary>The measured share of trades that won.</summary>
    public MeasuredConfidence Confidence => new(Performance.Wins, Performance.Wins + Performance.Losses);

    /// <summary>How many setups came to an outcome; costs do not count.</summary>
    public int Count(SetupOutcome outcome) => Setups.Count(s => s.Outcome == outcome);

    /// <summary>Setups that still waited or ran when the bars ended.</summary>
    public int Unfinished => Setups.Count(s => !s.IsOver);
}
