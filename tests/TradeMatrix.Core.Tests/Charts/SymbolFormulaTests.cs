using TradeMatrix.Charting.Bars;
using TradeMatrix.Core.Charts.Subjects;

namespace TradeMatrix.Core.Tests.Charts;

public sealed class SymbolFormulaTests
{
    [Theory]
    [InlineData("(NASDAQ:MARA+NASDAQ:RIOT)/10", "NASDAQ:MARA NASDAQ:RIOT", 3)]
    [InlineData("A:X - A:Y*2", "A:X A:Y", -30)]
    [InlineData("2^3*A:X", "A:X", 80)]
    [InlineData("A:X/A:Y", "A:X A:Y", 0.5)]
    [InlineData("1/A:X", "A:X", 0.1)]
    [InlineData("a:x+A:X", "a:x", 20)]
    public void A_formula_is_counted_for_each_bar(string text, string symbols, double close)
    {
        var formula = SymbolFormula.TryParse(text)!;
        Assert.Equal(symbols.Split(' '), formula.Symbols);
        var bars = formula.Apply([.. formula.Symbols.Select((_, i) => Flat(10 * (i + 1), 0, 1, 2))]);
        Assert.Equal(3, bars.Count);
        Assert.Equal(close, bars.Close[2], 12);
    }

    [Theory]
    [InlineData("EUR/USD")]
    [InlineData("BTC-USD")]
    [InlineData("^GDAXI")]
    [InlineData("NASDAQ:AAPL")]
    [InlineData("(A:X")]
    [InlineData("A:X+")]
    [InlineData("A:X)(")]
    [InlineData("1+2")]
    [InlineData("(((((((((((((((((((((A:X+1)))))))))))))))))))))")]
    public void What_is_none_is_none(string text) => Assert.Null(SymbolFormula.TryParse(text));

    [Fact]
    public void Only_times_that_all_symbols_have_count_and_high_and_low_hold_the_bar()
    {
        var formula = SymbolFormula.TryParse("A:X-A:Y")!;
        var bars = formula.Apply([BarSeries.From([new Bar(1, 10, 20, 5, 15), new Bar(2, 10, 20, 5, 15), new Bar(4, 1, 1, 1, 1)]), BarSeries.From([new Bar(2, 1, 30, 1, 2), new Bar(3, 1, 1, 1, 1)])]);
        var bar = bars[Assert.Single(Enumerable.Range(0, bars.Count))];
        Assert.Equal((2, 9.0, 13.0, -10.0, 13.0), (bar.Time, bar.Open, bar.High, bar.Low, bar.Close));
        Assert.True(double.IsNaN(bar.Volume));
    }

    private static BarSeries Flat(double price, params long[] times) => BarSeries.From([.. times.Select(t => new Bar(t, price, price, price, price))]);
}
