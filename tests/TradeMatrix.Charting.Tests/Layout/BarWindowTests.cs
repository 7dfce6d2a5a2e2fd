using CsCheck;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Layout;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Charting.Tests.Bars;

namespace TradeMatrix.Charting.Tests.Layout;

/// <summary>Which bars a chart shows.</summary>
public sealed class BarWindowTests
{
    /// <summary>Weekdays from Monday 2023-01-02 on; the last is Wednesday 2024-05-15.</summary>
    private static readonly BarSeries Days = Weekdays("2023-01-02", "2024-05-15");

    [Theory]
    [InlineData("1D", "2024-05-15")]
    [InlineData("5D", "2024-05-09")]
    [InlineData("1M", "2024-04-15")]
    [InlineData("3M", "2024-02-15")]
    [InlineData("6M", "2023-11-15")]
    [InlineData("1Y", "2023-05-15")]
    [InlineData("5Y", "2023-01-02")]
    [InlineData("ALL", "2023-01-02")]
    [InlineData("DTD", "2024-05-15")]
    [InlineData("WTD", "2024-05-13")]
    [InlineData("MTD", "2024-05-01")]
    [InlineData("YTD", "2024-01-01")]
    public void A_span_ends_at_the_last_bar(string span, string first)
    {
        var layout = ChartLayout.Create(new ChartSpec { Range = new(span) }, Days);
        Assert.Equal((first + " 00:00", "2024-05-15 00:00"), Seen(layout));
    }

    [Theory]
    [InlineData("1D", "2024-07-10 13:30")]
    [InlineData("5D", "2024-07-03 13:30")] // the fourth is a holiday, whose bars do not count
    [InlineData("DTD", "2024-07-10 13:30")]
    [InlineData("WTD", "2024-07-08 13:30")]
    [InlineData("MTD", "2024-07-01 13:30")]
    public void A_span_of_an_intraday_chart_counts_trading_days(string span, string first)
    {
        var layout = ChartLayout.Create(new ChartSpec { Symbol = "NYSE:X", Interval = Timeframe.M15, Range = new(span) }, NewYork("2024-06-24", "2024-07-10"));
        Assert.Equal((first, "2024-07-10 19:45"), Seen(layout));
    }

    [Fact]
    public void A_range_of_two_times_holds_both()
    {
        var spec = new ChartSpec { Range = new(null, At.Time("2024-03-04"), At.Time("2024-03-07")) };
        Assert.Equal(("2024-03-04 00:00", "2024-03-07 00:00"), Seen(ChartLayout.Create(spec, Days)));
        Assert.Equal(("2024-03-01 00:00", "2024-03-06 00:00"), Seen(ChartLayout.Create(spec with { ShiftLeft = 1 }, Days)));
        Assert.Equal(("2024-05-10 00:00", "2024-05-15 00:00"), Seen(ChartLayout.Create(spec with { Range = new(null, At.Time("2024-05-10"), At.Time("2026-01-01")) }, Days)));
        var e = Assert.Throws<ChartSpecException>(() => ChartLayout.Create(spec with { Range = new(null, At.Time("2026-01-01"), At.Time("2026-02-01")) }, Days));
        Assert.Equal("range: 2026-01-01T00:00:00Z to 2026-02-01T00:00:00Z must be within the bars, 2023-01-02T00:00:00Z to 2024-05-15T00:00:00Z", e.Message);
    }

    [Fact]
    public void Shifts_move_the_view_and_make_room()
    {
        var plain = ChartLayout.Create(new ChartSpec { Bars = 20 }, Days);
        Assert.Equal(("2024-04-18 00:00", "2024-05-15 00:00"), Seen(plain));
        Assert.Equal(("2024-04-15 00:00", "2024-05-10 00:00"), Seen(ChartLayout.Create(new ChartSpec { Bars = 20, ShiftLeft = 3 }, Days)));
        var roomy = ChartLayout.Create(new ChartSpec { ShiftRight = 20 }, Days);
        var usual = ChartLayout.Create(new ChartSpec(), Days);
        Assert.Equal(usual.Time.X(Days.Count - 1) - (20 * usual.Time.Spacing), roomy.Time.X(Days.Count - 1), 1e-6);
        var most = ChartLayout.Create(new ChartSpec { ShiftRight = 1000 }, Days);
        Assert.InRange(most.Time.X(Days.Count - 1), 20, 200);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(20)]
    public void Few_bars_are_no_more_than_asked_for(int count)
    {
        var layout = ChartLayout.Create(new ChartSpec { Bars = count, Width = 2000 }, Days);
        Assert.Equal((Days.Count - count, Days.Count), (layout.FirstVisible, layout.EndVisible));
        Assert.True(layout.Time.X(Days.Count - count - 1) < layout.Time.Left);
    }

    [Fact]
    public void Regular_hours_leave_out_what_is_before_and_after()
    {
        var bars = NewYork("2024-07-08", "2024-07-10");
        var spec = new ChartSpec { Symbol = "NYSE:X", Interval = Timeframe.M15, Range = new("ALL") };
        var regular = ChartLayout.Create(spec, bars);
        Assert.Equal(3 * 26, regular.EndVisible - regular.FirstVisible);
        for (var i = 0; i < regular.Bars.Count; i++) Assert.True(regular.Calendar.IsRegular(regular.Bars.Time[i]));
        Assert.Equal(("2024-07-08 13:30", "2024-07-10 19:45"), Seen(regular));
        Assert.Equal(("2024-07-08 08:00", "2024-07-10 23:45"), Seen(ChartLayout.Create(spec with { Session = SessionFilter.Extended }, bars)));
        Assert.Equal(("2024-07-08 08:00", "2024-07-10 23:45"), Seen(ChartLayout.Create(spec with { Symbol = "NOWHERE:X" }, bars)));
        var early = ChartLayout.Create(spec with { Range = new("1D"), AsOf = At.Time("2024-07-10T05:00-04:00") }, bars);
        Assert.Equal(("2024-07-09 13:30", "2024-07-09 19:45"), Seen(early));
        var e = Assert.Throws<ChartSpecException>(() => ChartLayout.Create(spec with { AsOf = At.Time("2024-07-08T08:00-04:00") }, bars));
        Assert.Equal("session", Assert.Single(e.Problems).Path);
    }

    [Fact]
    public void Filtered_bars_are_shown_as_if_there_were_no_others()
    {
        var bars = NewYork("2024-05-01", "2024-07-10");
        var calendar = ExchangeCalendar.For("NYSE")!;
        var ends = Gen.Long[bars.Time[0] + 86_400_000, bars.Time[^1] + 86_400_000];
        Gen.Select(Gen.Int[0, 3], Gen.OneOf([.. ChartRange.Spans]), Gen.Int[0, 400], Gen.Int[2, 300], ends, ends).Sample((kind, span, shift, count, a, b) =>
        {
            var spec = new ChartSpec { Symbol = "NYSE:X", Interval = Timeframe.M15, ShiftLeft = shift, AsOf = a, Studies = [new StudySpec("Moving Average")] };
            spec = kind switch
            {
                0 => spec with { Range = new(span) },
                1 => spec with { Bars = count },
                2 when a != b => spec with { Range = new(null, Math.Min(a, b), Math.Max(a, b)), AsOf = null },
                _ => spec,
            };
            var known = bars.Slice(0, spec.AsOf is { } asOf ? BarWindow.ClosedBy(bars, spec.Interval, calendar, asOf) : bars.Count);
            var regular = BarSeries.From([.. At.All(known).Where(bar => calendar.IsRegular(bar.Time))]);
            Assert.Equal(Outcome(spec with { AsOf = null }, regular), Outcome(spec, bars));
        }, iter: 300);

        static string Outcome(ChartSpec spec, BarSeries bars)
        {
            try
            {
                var layout = ChartLayout.Create(spec, bars);
                var plot = layout.Studies[0].Plots[0];
                return $"{Seen(layout)} {layout.Studies[0].ValueAt(plot, layout.FirstVisible):R} {layout.Studies[0].ValueAt(plot, layout.EndVisible - 1):R} {layout.Time.X(layout.EndVisible - 1):R}";
            }
            catch (ChartSpecException e)
            {
                return e.Problems[0].Path;
            }
        }
    }

    [Theory]
    [InlineData("XETRA:X", "2024-05-14T17:29:59+02:00", "2024-05-13")]
    [InlineData("XETRA:X", "2024-05-14T17:30+02:00", "2024-05-14")]
    [InlineData("NYSE:X", "2024-05-14T15:59:59-04:00", "2024-05-13")]
    [InlineData("NYSE:X", "2024-05-14T16:00-04:00", "2024-05-14")]
    [InlineData("OANDA:EURUSD", "2024-05-14T16:59-04:00", "2024-05-13")]
    [InlineData("OANDA:EURUSD", "2024-05-14T17:00-04:00", "2024-05-14")]
    [InlineData("BINANCE:BTCUSDT", "2024-05-14T23:59Z", "2024-05-13")]
    [InlineData("BINANCE:BTCUSDT", "2024-05-15T00:00Z", "2024-05-14")]
    [InlineData("NYSE:X", "2030-01-01", "2024-05-15")]
    public void A_daily_bar_counts_once_its_session_has_closed(string symbol, string asOf, string last) =>
        Assert.Equal(last + " 00:00", Seen(ChartLayout.Create(new ChartSpec { Symbol = symbol, AsOf = At.Time(asOf) }, Days)).Last);

    [Theory]
    [InlineData("NYSE:X", "1W", "2024-05-10T15:59-04:00", "2024-04-29")]
    [InlineData("NYSE:X", "1W", "2024-05-10T16:00-04:00", "2024-05-06")]
    [InlineData("BINANCE:X", "1W", "2024-05-12T23:59Z", "2024-04-29")]
    [InlineData("BINANCE:X", "1W", "2024-05-13T00:00Z", "2024-05-06")]
    [InlineData("NYSE:X", "3D", "2024-05-13T15:59-04:00", "2024-05-06")]
    [InlineData("NYSE:X", "3D", "2024-05-13T16:00-04:00", "2024-05-09")]
    [InlineData("NYSE:X", "1M", "2024-03-28T15:59-04:00", "2024-02-01")]
    [InlineData("NYSE:X", "1M", "2024-03-28T16:00-04:00", "2024-03-01")]
    public void A_longer_bar_counts_once_its_last_session_has_closed(string symbol, string interval, string asOf, string last)
    {
        var timeframe = Timeframe.Parse(interval);
        var bars = Resampler.Resample(Days, Timeframe.D1, timeframe, ExchangeCalendar.For(symbol.Split(':')[0])!);
        var stamped = BarSeries.From([.. At.All(bars).Select(bar => timeframe == Timeframe.MN1 ? bar with { Time = At.Time(At.Text(bar.Time)[..8] + "01") } : bar)]);
        Assert.Equal(last + " 00:00", Seen(ChartLayout.Create(new ChartSpec { Symbol = symbol, Interval = timeframe, AsOf = At.Time(asOf) }, stamped)).Last);
    }

    [Fact]
    public void An_intraday_bar_counts_once_it_has_ended()
    {
        var bars = NewYork("2024-07-08", "2024-07-10");
        var spec = new ChartSpec { Symbol = "NYSE:X", Interval = Timeframe.M15 };
        Assert.Equal("2024-07-09 14:45", Seen(ChartLayout.Create(spec with { AsOf = At.Time("2024-07-09T15:14:59Z") }, bars)).Last);
        Assert.Equal("2024-07-09 15:00", Seen(ChartLayout.Create(spec with { AsOf = At.Time("2024-07-09T15:15Z") }, bars)).Last);
        var e = Assert.Throws<ChartSpecException>(() => ChartLayout.Create(spec with { AsOf = At.Time("2024-07-08T08:14Z") }, bars));
        Assert.Equal("asOf: 2024-07-08T08:14:00Z must be a time after the first bar's close", e.Message);
        Assert.Throws<ChartSpecException>(() => ChartLayout.Create(spec, BarSeries.Empty));
    }

    private static (string First, string Last) Seen(ChartLayout layout) => (At.Text(layout.Bars.Time[layout.FirstVisible]), At.Text(layout.Bars.Time[layout.EndVisible - 1]));

    private static BarSeries Weekdays(string from, string to)
    {
        var bars = new List<Bar>();
        for (var day = At.Time(from) / 86_400_000; day <= At.Time(to) / 86_400_000; day++)
        {
            if ((day + 3) % 7 < 5) bars.Add(new Bar(day * 86_400_000, 100 + (day % 9), 112, 95, 101 + (day % 7), 1000));
        }
        return BarSeries.From(bars);
    }

    /// <summary>Weekdays in bars of 15 minutes from 04:00 to 20:00 New York summer time.</summary>
    private static BarSeries NewYork(string from, string to)
    {
        var bars = new List<Bar>();
        for (var day = At.Time(from) / 86_400_000; day <= At.Time(to) / 86_400_000; day++)
        {
            for (var i = 0; i < 64 && (day + 3) % 7 < 5; i++) bars.Add(new Bar((day * 86_400_000) + ((8 * 4 + i) * 900_000L), 100 + (i % 5), 110, 95, 101 + (i % 6) + (day % 3), 1000));
        }
        return BarSeries.From(bars);
    }
}
