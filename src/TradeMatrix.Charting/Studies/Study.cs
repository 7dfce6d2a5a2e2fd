using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Studies;

/// <summary>The code of a study; its names, inputs and plots are in <see cref="Catalog.Studies"/>.</summary>
/// <param name="Name">Full name in the catalogue.</param>
/// <param name="WarmUp">
/// Bars needed before the first visible one: a window's length, or for a recursive study enough that the start is forgotten;
/// <see cref="int.MaxValue"/> for one that adds up the whole series.
/// </param>
/// <param name="Compute">The values; a pure function.</param>
public sealed record Study(string Name, Func<Settings, int> WarmUp, Func<StudyContext, StudyValues> Compute)
{
    /// <summary>Trading days needed besides, by inputs and timeframe, for a study that counts in days, weeks or months.</summary>
    public Func<Settings, Timeframe, int> WarmUpDays { get; init; } = static (_, _) => 0;

    /// <summary>Bars of a timeframe needed before the first visible one, as <see cref="WarmUp"/> and <see cref="WarmUpDays"/> say.</summary>
    /// <param name="inputs">Inputs, checked.</param>
    /// <param name="timeframe">Timeframe of the bars.</param>
    public int WarmUpBars(Settings inputs, Timeframe timeframe) =>
        (int)Math.Min(WarmUp(inputs) + BarsOf(WarmUpDays(inputs, timeframe), timeframe), int.MaxValue);

    /// <summary>The most bars that so many days have: a day may last 25 hours, and each of its parts may end with a short bar.</summary>
    private static long BarsOf(int days, Timeframe timeframe) => days == 0 ? 0
        : timeframe.IsIntraday ? days * ((long)(TimeSpan.FromHours(25) / timeframe.Duration) + 4)
        : (days / (int)timeframe.Duration.TotalDays) + 1;
}
