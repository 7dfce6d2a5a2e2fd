using TradeMatrix.Charting.Bars;
using TradeMatrix.Core.Feeds;

namespace TradeMatrix.Core.Tests.Feeds;

public sealed class SymbolFormsTests
{
    [Theory]
    [InlineData("NASDAQ:AAPL", "stock", "yahoo=AAPL stooq=aapl.us twelvedata=AAPL alphavantage=AAPL")]
    [InlineData("NYSE:BRK.B", "stock", "yahoo=BRK-B stooq=brk-b.us twelvedata=BRK.B alphavantage=BRK.B")]
    [InlineData("XETR:SAP", "stock", "yahoo=SAP.DE stooq=sap.de")]
    [InlineData("FWB:SAP", "stock", "yahoo=SAP.DE stooq=sap.de")]
    [InlineData("LSE:VOD", "stock", "yahoo=VOD.L stooq=vod.uk")]
    [InlineData("EURONEXT:AIR", "stock", "yahoo=AIR.PA")]
    [InlineData("BMFBOVESPA:PETR4", "stock", "yahoo=PETR4.SA")]
    [InlineData("TSX:BBD.B", "stock", "yahoo=BBD-B.TO")]
    [InlineData("ASX:BHP", "stock", "yahoo=BHP.AX")]
    [InlineData("HKEX:700", "stock", "yahoo=0700.HK")]
    [InlineData("HKEX:80700", "stock", "yahoo=80700.HK")]
    [InlineData("NSE:TCS", "stock", "yahoo=TCS.NS")]
    [InlineData("BSE:TCS", "stock", "yahoo=TCS.BO")]
    [InlineData("TSE:7203", "stock", "yahoo=7203.T")]
    [InlineData("SIX:NESN", "stock", "yahoo=NESN.SW")]
    [InlineData("MIL:ENI", "stock", "yahoo=ENI.MI")]
    [InlineData("BME:SAN", "stock", "yahoo=SAN.MC")]
    [InlineData("OANDA:AUDCHF", "forex", "yahoo=AUDCHF=X stooq=audchf twelvedata=AUD/CHF")]
    [InlineData("OANDA:NAS100USD", "forex", "")]
    [InlineData("BINANCE:ADAUSDT", "crypto", "binance=BINANCE:ADAUSDT yahoo=ADA-USD twelvedata=ADA/USD")]
    [InlineData("BINANCE:ADABTC", "crypto", "binance=BINANCE:ADABTC")]
    [InlineData("COINBASE:ADAUSD", "crypto", "yahoo=ADA-USD twelvedata=ADA/USD")]
    [InlineData("KRAKEN:ADA/EUR", "crypto", "yahoo=ADA-EUR twelvedata=ADA/EUR")]
    [InlineData("AUDCHF", "forex", "yahoo=AUDCHF=X stooq=audchf twelvedata=AUD/CHF")]
    [InlineData("ADAUSDT", "crypto", "binance=BINANCE:ADAUSDT yahoo=ADA-USD twelvedata=ADA/USD")]
    [InlineData("AAPL", "other", "yahoo=AAPL stooq=aapl.us twelvedata=AAPL alphavantage=AAPL")]
    [InlineData("AUSD", "other", "yahoo=AUSD stooq=ausd.us twelvedata=AUSD alphavantage=AUSD")]
    [InlineData("ABCDEF", "other", "yahoo=ABCDEF stooq=abcdef.us twelvedata=ABCDEF alphavantage=ABCDEF")]
    [InlineData("SAP.DE", "other", "yahoo=SAP.DE stooq=sap-de.us twelvedata=SAP.DE alphavantage=SAP.DE")]
    public void Every_feed_has_its_own_form(string name, string type, string forms)
    {
        var found = SymbolForms.Of(name)!;

        Assert.Equal(type, found.Type);
        Assert.Equal(forms, string.Join(' ', found.ByFeed.Select(f => $"{f.Key}={f.Value}")));
    }

    [Theory]
    [InlineData("TVC:GOLD")]
    [InlineData("NASDAQ:")]
    [InlineData("NASDAQ:A:B")]
    [InlineData("A+B:C")]
    public void What_is_of_no_exchange_of_the_table_has_none(string name) => Assert.Null(SymbolForms.Of(name));

    [Theory]
    [InlineData("XETR:SAP", "XETR", "Europe/Berlin")]
    [InlineData("TSX:BBD.B", "TSX", "America/Toronto")]
    [InlineData("OTC:ABCD", "OTC", "America/New_York")]
    [InlineData("OANDA:AUDCHF", "OANDA", "America/New_York")]
    [InlineData("AUDCHF", "FX", "America/New_York")]
    [InlineData("ADAUSDT", "CRYPTO", "Etc/UTC")]
    [InlineData("AAPL", null, null)]
    public void The_exchange_has_its_zone(string name, string? exchange, string? zone)
    {
        var forms = SymbolForms.Of(name)!;

        Assert.Equal((exchange, zone), (forms.Exchange, forms.Zone));
    }

    [Theory]
    [InlineData(101, 100, "1")]
    [InlineData(173.57, 173.5, "0.01")]
    [InlineData(1.08345, 1.0834, "0.00001")]
    [InlineData(0.00001234, 0.00001, "0.00000001")]
    [InlineData(173.57000732421875, 173.5, "0.01")]
    public void The_smallest_step_is_that_of_the_last_decimal(double high, double low, string tick) =>
        Assert.Equal(tick, TickSizes.Of(BarSeries.From([new Bar(0, low, high, low, high, 1)])).ToString());
}
