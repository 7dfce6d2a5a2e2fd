using CsCheck;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Layout;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Tests.Layout;

/// <summary>Random charts: specs over the whole catalogue and series of every kind.</summary>
internal static class RandomCharts
{
    /// <summary>Symbol of the second series that <see cref="Lay"/> supplies.</summary>
    private const string Other = "BINANCE:BTCUSDT";

    private static readonly string[] StudyNames = [.. Catalog.Studies.Keys.Order(StringComparer.Ordinal)];

    private static readonly string[] Zones = ["Etc/UTC", "Europe/Berlin", "America/New_York", "Australia/Sydney", "Asia/Kathmandu"];

    private static readonly string[] Symbols = ["XETR:DAX", "NASDAQ:AAPL", "OANDA:EURUSD", "BINANCE:BTCUSDT", "SYMBOL", ""];

    /// <summary>Kinds of price: start value and relative size of a step.</summary>
    private static readonly (double Start, double Step)[] Prices = [(100, 0.02), (1.08, 0.002), (1.234e-8, 0.03), (1e9, 0.01), (24_000, 0.01), (0.5, 0.3), (123_456_789, 1e-6), (-50, 0.02)];

    public static readonly Gen<StudySpec> Study = Gen.Select(Gen.OneOf(StudyNames), Gen.Int[0, 5], Gen.Int[0, 1_000_000], (name, kind, seed) =>
    {
        var study = new StudySpec(name) { ForceOverlay = kind switch { 0 => true, 1 => false, _ => null } };
        if (kind % 2 == 0) return study;
        var random = new Random(seed);
        foreach (var input in Catalog.Studies[name].Inputs.Where(i => random.Next(2) == 0 && i.Key != "symbol"))
        {
            var (low, high) = (input.Minimum ?? 1, Math.Min(input.Maximum ?? 60, 60));
            study = input.Type switch
            {
                SettingType.Integer => study.With(input.Key, Math.Floor(low + (random.NextDouble() * (high - low)))),
                SettingType.Float => study.With(input.Key, low + (random.NextDouble() * (high - low))),
                SettingType.Boolean => study.With(input.Key, random.Next(2) == 0),
                SettingType.Source => study.With(input.Key, PriceSource.Names[random.Next(7)]),
                _ when input.Allowed.Count > 0 => study.With(input.Key, input.Allowed[random.Next(input.Allowed.Count)]),
                _ => study,
            };
        }
        return study;
    });

    private static readonly Gen<ChartSpec> Frame = Gen.Select(
        Gen.Int[300, 2000], Gen.Int[200, 1500], Gen.Enum<ChartStyle>(), Gen.Enum<PriceScaleMode>(), Gen.Enum<ChartTheme>(), Gen.OneOf([.. Timeframe.Names]), Gen.OneOf(Zones), Gen.OneOf(Symbols),
        (width, height, style, scale, theme, interval, zone, symbol) => new ChartSpec
        {
            Width = width, Height = height, Style = style, Scale = scale, Theme = theme, Interval = Timeframe.Parse(interval), Timezone = zone, Symbol = symbol, Session = SessionFilter.Extended,
        });

    private static readonly Gen<ChartSpec> Specs = Gen.Select(Frame, Study.Array[0, 8], Gen.Int[0, 9], Gen.Int[0, 9], Gen.Int[0, 1_000_000], (frame, studies, view, look, seed) =>
    {
        var random = new Random(seed);
        var spec = frame with { Studies = [.. studies] };
        spec = view switch
        {
            0 => spec with { Bars = random.Next(2, 800) },
            1 => spec with { Range = new(ChartRange.Spans[random.Next(ChartRange.Spans.Count)]) },
            2 => spec with { ShiftRight = random.Next(1000) },
            3 => spec with { ShiftLeft = random.Next(300), Bars = random.Next(2, 100), ShiftRight = random.Next(50) },
            _ => spec,
        };
        return look switch
        {
            0 => spec.With("scalesFontSize", random.Next(10, 51)),
            1 => spec.With("mainPaneHeight", random.Next(100, 1801)) with { Title = "A title" },
            2 => spec.With("showMainPane", false).With("showStudyPlotNamesAction", true),
            3 => spec.With("showInvertScale", true).With("showInvertScaleStudies", true),
            4 => spec.With("showStudyLastValue", false).With("showLegendValues", false).With("showHighLow", true),
            5 => spec with { Precision = random.Next(13), Description = "A name that is rather too long for a small chart, as names often are" },
            _ => spec,
        };
    });

    /// <summary>Specs with bars: walks at many price levels, constants, with gaps, without volume, 1 to 600 of them.</summary>
    public static readonly Gen<(ChartSpec Spec, BarSeries Bars)> Any = Gen.Select(Specs, Gen.Int[1, 600], Gen.Int[0, Prices.Length - 1], Gen.Int[0, 9], Gen.Int[0, 1_000_000], (spec, count, price, kind, seed) =>
        (Prices[price].Start < 0 && spec.Scale == PriceScaleMode.Logarithmic ? spec with { Scale = PriceScaleMode.Regular } : spec, Series(spec.Interval, count, Prices[price], kind, seed)));

    public static ChartLayout Lay(ChartSpec spec, BarSeries bars) => ChartLayout.Create(spec, bars, new Dictionary<string, BarSeries>(StringComparer.Ordinal) { [Other] = bars });

    public static string Print((ChartSpec Spec, BarSeries Bars) chart) => $"{ChartSpecJson.Write(chart.Spec)} with {chart.Bars.Count} bars, the last {(chart.Bars.Count > 0 ? chart.Bars[^1] : "none")}";

    /// <summary>Bars that step through a calendar: weekdays from a day on, around the clock below.</summary>
    public static BarSeries Series(Timeframe timeframe, int count, (double Start, double Step) price, int kind, int seed)
    {
        var random = new Random(seed);
        var time = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(random.Next(700));
        if (!timeframe.IsIntraday) time = time.Date;
        var decimals = price.Start is 1e9 or 24_000 or 100 ? 2 : 10;
        var bars = new List<Bar>(count);
        var last = price.Start;
        while (bars.Count < count)
        {
            var ms = new DateTimeOffset(time).ToUnixTimeMilliseconds();
            time = timeframe.Unit switch { TimeframeUnit.Month => time.AddMonths(timeframe.Count), TimeframeUnit.Year => time.AddYears(timeframe.Count), _ => time + timeframe.Duration };
            if (time.Year > 9000) time = time.AddYears(-9000);
            if (timeframe is { Unit: TimeframeUnit.Day } && time.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) time = time.AddDays(2);
            if (bars.Count > 0 && ms <= bars[^1].Time) break;
            if (kind == 1 && random.Next(6) == 0 && bars.Count > 0)
            {
                bars.Add(new Bar(ms, double.NaN, double.NaN, double.NaN, double.NaN));
                continue;
            }
            double open = last, close = kind == 0 ? last : Math.Round(last + (Math.Abs(price.Start) * price.Step * (random.NextDouble() - 0.5)), decimals);
            if (price.Start > 0 && close <= 0) close = last;
            var reach = kind == 0 ? 0 : Math.Abs(price.Start) * price.Step * 0.2;
            double high = Math.Max(open, close) + (reach * random.NextDouble()), low = Math.Min(open, close) - (reach * random.NextDouble());
            if (price.Start > 0 && low <= 0) low = Math.Min(open, close);
            bars.Add(new Bar(ms, open, high, low, close, kind == 2 ? double.NaN : random.Next(0, 1_000_000)));
            last = close;
        }
        return BarSeries.From(bars);
    }
}
