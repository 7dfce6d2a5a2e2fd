using TradeMatrix.Analysis.Setups;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Analysis.Tests.Setups;

public sealed class MarketHoursTests
{
    [Theory]
    [InlineData("1m", 6)]
    [InlineData("15m", 6)]
    [InlineData("30m", 6)]
    [InlineData("1h", 48)]
    [InlineData("2h", 48)]
    [InlineData("4h", 48)]
    [InlineData("1D", 120)]
    public void A_setup_may_wait_by_its_timeframe(string timeframe, int hours) => Assert.Equal(TimeSpan.FromHours(hours), MarketHours.ValidityOf(Timeframe.Parse(timeframe)));

    [Theory]
    [InlineData("2025-03-04 10:00", 6, "2025-03-04 16:00")]
    [InlineData("2025-03-04 08:05", 6, "2025-03-04 15:00")] // before the open
    [InlineData("2025-03-04 16:30", 6, "2025-03-05 14:00")] // over night
    [InlineData("2025-04-17 16:30", 2, "2025-04-22 10:00")] // over Good Friday and Easter Monday
    public void Only_hours_of_the_market_pass(string from, int hours, string until) =>
        Assert.Equal(Market.At(until), MarketHours.Add(Market.Xetra, Market.At(from), TimeSpan.FromHours(hours)));

    [Fact]
    public void Currencies_pause_over_the_weekend() =>
        Assert.Equal(Market.At("2025-03-10 03:00", "America/New_York"), MarketHours.Add(ExchangeCalendar.For("FX")!, Market.At("2025-03-07 15:00", "America/New_York"), TimeSpan.FromHours(12)));
}
