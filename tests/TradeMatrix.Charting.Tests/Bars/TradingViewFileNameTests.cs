using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Charting.Tests.Bars;

public sealed class TradingViewFileNameTests
{
    [Theory]
    [InlineData("CAPITALCOM_US30, 15.csv", "CAPITALCOM", "US30", "15m")]
    [InlineData("FX_EURUSD, 60.csv", "FX", "EURUSD", "1h")]
    [InlineData("xetr_DAX, 240 (1).csv", "XETR", "DAX", "4h")]
    [InlineData("OANDA:EURUSD, 1D", "OANDA", "EURUSD", "1D")]
    [InlineData("downloads/TVC_DJI, 1W.csv", "TVC", "DJI", "1W")]
    [InlineData("C:\\charts\\TVC_DJI, 1M.csv.gz", "TVC", "DJI", "1M")]
    [InlineData("BINANCE_BTCUSDT, 5_a1b2c.csv", "BINANCE", "BTCUSDT", "5m")]
    [InlineData("CME_MINI_ES1!, 5.csv", "", "CME_MINI_ES1!", "5m")]
    [InlineData("DAX, D.csv", "", "DAX", "1D")]
    [InlineData("_DAX, 1.csv", "", "_DAX", "1m")]
    [InlineData("NYSE_BRK.B,30.csv", "NYSE", "BRK.B", "30m")]
    public void Names_of_exports_tell_symbol_and_timeframe(string name, string broker, string symbol, string timeframe)
    {
        Assert.True(TradingViewFileName.TryParse(name, out var b, out var s, out var t));
        Assert.Equal((broker, symbol, timeframe), (b, s, t.ToString()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("dax_historical.csv")]
    [InlineData("CAPITALCOM_US30, .csv")]
    [InlineData("CAPITALCOM_US30, 15S.csv")]
    [InlineData(", 15.csv")]
    public void Other_names_tell_nothing(string? name) => Assert.False(TradingViewFileName.TryParse(name, out _, out _, out _));
}
