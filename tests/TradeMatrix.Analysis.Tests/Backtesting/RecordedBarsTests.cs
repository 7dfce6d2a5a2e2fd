using TradeMatrix.Analysis.Backtesting;
using TradeMatrix.Analysis.Setups;
using TradeMatrix.Analysis.Tests.Setups;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Tests;

namespace TradeMatrix.Analysis.Tests.Backtesting;

public sealed class RecordedBarsTests
{
    [Fact]
    public void Four_days_of_a_fund_have_three_breakouts_as_found_by_hand()
    {
        using var file = File.OpenRead(SharedData.PathOf("data/spy_1m.csv"));
        var minutes = BarCsv.Read(file, new BarCsvOptions { Zone = "America/New_York" }).Bars;
        var bars = Resampler.Resample(minutes, Timeframe.M1, Timeframe.M5, Market.Nyse);
        var result = Backtest.Run(SetupRules.All["orb"], bars, Timeframe.M5, Market.Nyse, new BacktestOptions { Finer = minutes }, TestContext.Current.CancellationToken);
        Assert.Equal(
            [
                (At("2020-12-15 10:00"), 367.02, 367.775, SetupOutcome.Loss, At("2020-12-15 12:35")),
                (At("2020-12-17 09:55"), 371.71, 372.46, SetupOutcome.Win, At("2020-12-18 09:40")),
                (At("2020-12-18 09:50"), 369.91, 371.15, SetupOutcome.Missed, At("2020-12-18 14:55")),
            ],
            result.Setups.Select(s => (s.Setup.At, s.Setup.Entry, s.Setup.Stop, s.Outcome!.Value, s.ClosedAt!.Value)));
        Assert.All(result.Setups, s => Assert.Equal(Side.Short, s.Setup.Side));
    }

    private static long At(string time) => Market.At(time, "America/New_York");
}
