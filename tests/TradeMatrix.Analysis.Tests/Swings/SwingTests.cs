using CsCheck;
using TradeMatrix.Analysis.Swings;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Analysis.Tests.Swings;

public sealed class SwingTests
{
    [Fact]
    public void Fractal_is_known_its_reach_later()
    {
        var bars = Walks.OfCloses(1, 2, 3, 4, 3, 2, 1, 2, 3);
        Assert.Equal([new Swing(3, bars.Time[3], 4.1, SwingKind.High, 5)], Fractals.Of(bars.Slice(0, 7)));
        Assert.Equal([(3, SwingKind.High, 5), (6, SwingKind.Low, 8)], Fractals.Of(bars).Select(s => (s.Index, s.Kind, s.Known)));
    }

    [Fact]
    public void Zigzag_knows_a_high_when_prices_fell_far_enough()
    {
        var bars = Walks.OfCloses([.. Line(10, 20, 20), .. Line(19.5, 12, 16), .. Line(12.5, 22, 20)]);
        var swings = ZigZag.Of(bars, 4);
        Assert.Equal([(0, SwingKind.Low), (19, SwingKind.High), (35, SwingKind.Low)], swings.Select(s => (s.Index, s.Kind)));
        Assert.All(swings, s => Assert.InRange(s.Known, s.Index + 1, s.Index + 7));
    }

    [Fact]
    public void Zigzag_alternates_and_each_swing_is_the_extreme_of_its_leg() => Walks.All.Sample(bars =>
    {
        var swings = ZigZag.Of(bars, 2);
        for (var k = 1; k < swings.Count; k++)
        {
            var (a, b) = (swings[k - 1], swings[k]);
            Assert.NotEqual(a.Kind, b.Kind);
            Assert.True(a.Index < b.Index && a.Known < b.Known && b.Index <= b.Known);
            // A bar that goes on with the leg may be beyond its beginning on the other side: nobody knows which came first.
            var furthest = a.IsHigh ? double.PositiveInfinity : double.NegativeInfinity;
            for (var i = a.Index + 1; i < b.Index; i++)
            {
                var goesOn = a.IsHigh ? bars.Low[i] < furthest : bars.High[i] > furthest;
                if (goesOn) furthest = a.IsHigh ? bars.Low[i] : bars.High[i];
                else Assert.True(bars.IsGap(i) || (a.IsHigh ? bars.High[i] <= a.Price : bars.Low[i] >= a.Price));
            }
            for (var i = a.Index + 1; i <= b.Index; i++) Assert.True(a.IsHigh ? bars.Low[i] >= b.Price : bars.High[i] <= b.Price);
        }
    });

    [Fact]
    public void Swings_known_by_a_bar_are_those_of_the_bars_until_it() => Gen.Select(Walks.All, Gen.Double[0, 1]).Sample((bars, share) =>
    {
        var count = (int)(bars.Count * share);
        Assert.Equal(Fractals.Of(bars).Where(s => s.Known < count), Fractals.Of(bars.Slice(0, count)));
        Assert.Equal(ZigZag.Of(bars).Where(s => s.Known < count), ZigZag.Of(bars.Slice(0, count)));
    });

    [Fact]
    public void Negated_prices_turn_highs_into_lows() => Walks.All.Sample(bars =>
    {
        var mirrored = ZigZag.Of(Walks.Map(bars, p => -p), 2).Select(s => (s.Index, -s.Price, !s.IsHigh, s.Known));
        Assert.Equal(ZigZag.Of(bars, 2).Select(s => (s.Index, s.Price, s.IsHigh, s.Known)), mirrored);
    });

    [Fact]
    public void Gaps_are_no_swings()
    {
        var nan = double.NaN;
        var bars = BarSeries.From([.. Enumerable.Range(0, 40).Select(i => i % 4 == 0 ? new Bar(i, nan, nan, nan, nan) : new Bar(i, 5, 6 + (i % 7), 4 - (i % 5), 5))]);
        Assert.All(Fractals.Of(bars).Concat(ZigZag.Of(bars, 1)), s => Assert.False(bars.IsGap(s.Index)));
    }

    [Fact]
    public void Flat_prices_have_no_swings() => Assert.Empty(ZigZag.Of(BarSeries.From([.. Enumerable.Range(0, 50).Select(i => new Bar(i, 5, 5, 5, 5))])));

    private static IEnumerable<double> Line(double from, double to, int count) => Enumerable.Range(0, count).Select(i => from + ((to - from) * i / (count - 1)));
}
