using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Charting.Tests.Bars;

public sealed class TimeframeTests
{
    [Theory]
    [InlineData("1m", "1m M1 1 1min m")]
    [InlineData("3m", "3m 3 M3")]
    [InlineData("5m", "5m M5 5")]
    [InlineData("15m", "15m M15 15 15min")]
    [InlineData("30m", "30m M30 30")]
    [InlineData("45m", "45m 45")]
    [InlineData("1h", "1h 1H H1 60 60m h H")]
    [InlineData("2h", "2h 2H 120")]
    [InlineData("3h", "3h 180")]
    [InlineData("4h", "4h 4H H4 240")]
    [InlineData("6h", "6h 360")]
    [InlineData("12h", "12h 720")]
    [InlineData("1D", "1D 1d D d D1 1440 24h")]
    [InlineData("3D", "3D 3d")]
    [InlineData("1W", "1W 1w W w W1")]
    [InlineData("1M", "1M M MN MN1 1mo")]
    [InlineData("3M", "3M 3mo")]
    [InlineData("1Y", "1Y 1y 12M Y")]
    public void Every_usual_spelling_is_read(string canonical, string spellings)
    {
        foreach (var text in spellings.Split(' ').Append(" " + canonical + " "))
        {
            Assert.True(Timeframe.TryParse(text, out var timeframe), text);
            Assert.Equal(canonical, timeframe.ToString());
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("0")]
    [InlineData("0m")]
    [InlineData("-5")]
    [InlineData("1.5h")]
    [InlineData("5x")]
    [InlineData("x5")]
    [InlineData("1S")]
    [InlineData("M0")]
    [InlineData("1 m")]
    [InlineData("12345")]
    [InlineData("hourly")]
    [InlineData("٥m")]
    public void Others_are_refused(string? text) => Assert.False(Timeframe.TryParse(text, out _));

    [Fact]
    public void A_refusal_names_what_is_allowed()
    {
        var error = Assert.Throws<FormatException>(() => Timeframe.Parse("5x"));
        Assert.StartsWith("interval: '5x' must be one of 1m, ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Canonical_names_read_as_themselves()
    {
        foreach (var name in Timeframe.Names) Assert.Equal(name, Timeframe.Parse(name).ToString());
        Assert.Equal(Timeframe.Names.Order(StringComparer.Ordinal).Distinct(), Timeframe.Names.Order(StringComparer.Ordinal));
        var lengths = Timeframe.Names.Select(name => Timeframe.Parse(name).Duration);
        Assert.Equal(lengths.Order(), lengths);
    }

    [Theory]
    [InlineData("12h", true, 12)]
    [InlineData("1D", false, 24)]
    [InlineData("1W", false, 168)]
    [InlineData("1M", false, 720)]
    [InlineData("1Y", false, 8760)]
    public void Durations_are_nominal(string text, bool isIntraday, int hours)
    {
        Assert.Equal(isIntraday, Timeframe.Parse(text).IsIntraday);
        Assert.Equal(TimeSpan.FromHours(hours), Timeframe.Parse(text).Duration);
    }
}
