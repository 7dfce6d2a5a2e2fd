using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Charting.Tests.Bars;

public sealed class TimeframeInferenceTests
{
    [Theory]
    [InlineData("1m")]
    [InlineData("5m")]
    [InlineData("45m")]
    [InlineData("1h")]
    [InlineData("4h")]
    [InlineData("12h")]
    [InlineData("1D")]
    [InlineData("3D")]
    [InlineData("1W")]
    [InlineData("2W")]
    [InlineData("1M")]
    [InlineData("3M")]
    [InlineData("6M")]
    [InlineData("1Y")]
    public void The_most_common_step_tells_the_timeframe(string name)
    {
        var timeframe = Timeframe.Parse(name);
        var start = new DateTime(2019, 3, 1, 0, 0, 0, DateTimeKind.Utc);
        var times = Enumerable.Range(0, 40).Where(i => i % 9 != 4).Select(i => timeframe.Unit switch
        {
            TimeframeUnit.Month => start.AddMonths(i * timeframe.Count),
            TimeframeUnit.Year => start.AddYears(i),
            _ => start + (timeframe.Duration * i),
        });
        Assert.Equal(timeframe, TimeframeInference.From([.. times.Select(t => new DateTimeOffset(t).ToUnixTimeMilliseconds())]));
    }

    [Fact]
    public void Midnights_of_a_zone_are_days_weeks_and_months_too()
    {
        const string rows = "time,open,high,low,close\n2024-03-29 00:00:00,1,1,1,1\n2024-03-30 00:00:00,1,1,1,1\n2024-03-31 00:00:00,1,1,1,1\n2024-04-01 00:00:00,1,1,1,1\n";
        Assert.Equal(Timeframe.D1, At.Read(rows, new BarCsvOptions { Zone = "Europe/Berlin" }).Timeframe);
        const string months = "time,open,high,low,close\n2024-03-01 00:00:00,1,1,1,1\n2024-04-01 00:00:00,1,1,1,1\n2024-05-01 00:00:00,1,1,1,1\n";
        Assert.Equal(Timeframe.MN1, At.Read(months, new BarCsvOptions { Zone = "Europe/Berlin" }).Timeframe);
        const string weeks = "time,open,high,low,close\n2024-03-25 00:00:00,1,1,1,1\n2024-04-01 00:00:00,1,1,1,1\n";
        Assert.Equal(Timeframe.W1, At.Read(weeks, new BarCsvOptions { Zone = "Europe/Berlin" }).Timeframe);
    }

    [Fact]
    public void Of_two_steps_as_common_the_shorter_counts() =>
        Assert.Equal(Timeframe.H4, TimeframeInference.From([0, 14_400_000, 86_400_000, 86_400_000 + 14_400_000, 2 * 86_400_000L]));

    [Fact]
    public void The_given_timeframe_wins() =>
        Assert.Equal(Timeframe.W1, At.Read("time,open,high,low,close\n2024-05-06,1,1,1,1\n2024-05-07,1,1,1,1\n", new BarCsvOptions { Timeframe = Timeframe.W1 }).Timeframe);

    [Fact]
    public void A_single_bar_at_midnight_is_a_day()
    {
        Assert.Equal(Timeframe.D1, TimeframeInference.From([86_400_000]));
        Assert.Null(TimeframeInference.From([86_400_000 + 3_600_000]));
    }
}
