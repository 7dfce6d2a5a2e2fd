using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Files;

namespace TradeMatrix.Render;

/// <summary>What was asked for on the command line, apart from the files.</summary>
internal sealed class RenderRequest(
    Func<string, string?> option, string[] studies, string[] drawings, string[] settings, string[] compare, bool noVolume)
{
    /// <summary>The options that take one value, with their descriptions.</summary>
    public static IReadOnlyList<(string Name, string Description)> Options { get; } =
    [
        ("--symbol", "symbol; a prefix names the exchange (XETR:DAX); by default from the file's name"),
        ("--interval", "timeframe: 1m 5m 15m 1h 4h 1D 1W 1M ...; a longer one than the file's is resampled"),
        ("--output", "picture file: .png .jpg .webp .svg .pdf, - for standard output, or a folder"),
        ("--data", "also write what the chart shows as a JSON file"),
        ("--spec", "chart spec as a JSON file; the other options change it"),
        ("--style", "candle bar line area heikinAshi hollowCandle baseline hiLo column"),
        ("--theme", "light or dark"),
        ("--scale", "regular percent indexedTo100 logarithmic"),
        ("--size", "WIDTHxHEIGHT in pixels, 300x200 to 4096x4096; 1200x800 by default"),
        ("--scale-factor", "device pixels a pixel, 1 to 3"),
        ("--bars", "how many bars to show"),
        ("--range", "1D 5D 1M 3M 6M 1Y 5Y ALL DTD WTD MTD YTD"),
        ("--from", "first time shown (ISO 8601)"),
        ("--to", "last time shown (ISO 8601)"),
        ("--as-of", "draw the chart as it stood then; a date alone means the end of that day"),
        ("--timezone", "IANA zone of the time scale"),
        ("--csv-zone", "IANA zone of times in the file that have none"),
        ("--session", "regular or extended hours of intraday bars"),
        ("--exchange", "exchange whose trading hours count"),
        ("--title", "line above the chart"),
        ("--description", "name of the instrument, shown in place of the symbol"),
        ("--precision", "decimals of a price"),
    ];

    /// <summary>Where the picture goes, or null.</summary>
    public string? Output => option("--output");

    /// <summary>Where the data goes, or null.</summary>
    public string? Data => option("--data");

    /// <summary>Bars of one file in the timeframe asked for.</summary>
    public BarInput Read(string path)
    {
        var spec = Base();
        Timeframe? interval = option("--interval") is { } text ? OptionValue.Interval("--interval", text) : option("--spec") is null ? null : spec.Interval;
        return BarInput.Read(path, option("--csv-zone") ?? "Etc/UTC", option("--symbol") ?? (spec.Symbol.Length > 0 ? spec.Symbol : null), option("--exchange") ?? spec.Exchange, interval, Zone(spec));
    }

    /// <summary>The chart spec for a file's bars.</summary>
    public ChartSpec Spec(BarInput input)
    {
        var spec = Base() with { Symbol = input.Symbol, Interval = input.Interval };
        spec = spec with { Timezone = Zone(spec) };
        foreach (var (name, apply) in Changes)
        {
            if (option(name) is { } value) spec = apply(spec, value);
        }
        spec = WithTimes(spec, input.Bars);
        spec = spec with
        {
            Studies = [.. spec.Studies, .. studies.Select(StudySpec.FromCode)],
            Drawings = [.. spec.Drawings, .. drawings.SelectMany(d => ChartSpecJson.Read($"{{\"drawings\":[{d}]}}").Drawings)],
        };
        foreach (var setting in settings) spec = WithSetting(spec, setting);
        var wantsVolume = !noVolume && option("--spec") is null && !spec.Studies.Any(s => s.Name == "Volume") && input.Bars.HasVolume();
        return wantsVolume ? spec with { Studies = spec.Studies.Insert(0, new StudySpec("Volume") { ForceOverlay = true }) } : spec;
    }

    /// <summary>Bars of the other symbols.</summary>
    public Dictionary<string, BarSeries> Others(Timeframe interval)
    {
        var others = new Dictionary<string, BarSeries>(StringComparer.Ordinal);
        foreach (var pair in compare)
        {
            if (pair.Split('=', 2) is not [{ Length: > 0 } symbol, { Length: > 0 } path]) throw Failure.Option("--compare", pair, "SYMBOL=FILE.csv");
            others[symbol] = BarInput.Read(path, option("--csv-zone") ?? "Etc/UTC", symbol, null, interval).Bars;
        }
        return others;
    }

    private static readonly Dictionary<string, Func<ChartSpec, string, ChartSpec>> Changes = new(StringComparer.Ordinal)
    {
        ["--style"] = (s, v) => s with { Style = OptionValue.Word<ChartStyle>("--style", v) },
        ["--theme"] = (s, v) => s with { Theme = OptionValue.Word<ChartTheme>("--theme", v) },
        ["--scale"] = (s, v) => s with { Scale = OptionValue.Word<PriceScaleMode>("--scale", v) },
        ["--session"] = (s, v) => s with { Session = OptionValue.Word<SessionFilter>("--session", v) },
        ["--size"] = (s, v) => OptionValue.Size("--size", v) is var (width, height) ? s with { Width = width, Height = height } : s,
        ["--scale-factor"] = (s, v) => s with { ScaleFactor = OptionValue.Number("--scale-factor", v) },
        ["--bars"] = (s, v) => s with { Bars = OptionValue.Int("--bars", v), Range = null },
        ["--range"] = (s, v) => s with { Range = new ChartRange(v.ToUpperInvariant()), Bars = null },
        ["--exchange"] = (s, v) => s with { Exchange = v },
        ["--title"] = (s, v) => s with { Title = v },
        ["--description"] = (s, v) => s with { Description = v },
        ["--precision"] = (s, v) => s with { Precision = OptionValue.Int("--precision", v) },
    };

    private ChartSpec Base()
    {
        if (option("--spec") is not { } path) return new ChartSpec { Width = 1200, Height = 800 };
        return File.Exists(path) ? ChartSpecJson.Read(File.ReadAllText(path)) : throw new Failure(1, $"--spec: there is no file '{path}'");
    }

    private string Zone(ChartSpec spec) => option("--timezone") ?? spec.Timezone;

    private ChartSpec WithTimes(ChartSpec spec, BarSeries bars)
    {
        if (option("--as-of") is { } asOf) spec = spec with { AsOf = OptionValue.Time("--as-of", asOf, spec.Timezone, atEnd: true) };
        if (option("--from") is null && option("--to") is null) return spec;
        if (option("--range") is not null || option("--bars") is not null) throw new Failure(2, "--from and --to go with neither --range nor --bars");
        var from = option("--from") is { } start ? OptionValue.Time("--from", start, "Etc/UTC", atEnd: false) : bars.Count == 0 ? 0 : bars.Time[0];
        var to = option("--to") is { } end ? OptionValue.Time("--to", end, "Etc/UTC", atEnd: true) - 1 : bars.Count == 0 ? 1 : bars.Time[^1];
        return spec with { Range = new ChartRange(null, from, to), Bars = null };
    }

    private static ChartSpec WithSetting(ChartSpec spec, string setting)
    {
        if (setting.Split('=', 2) is not [{ Length: > 0 } key, var text]) throw Failure.Option("--set", setting, "KEY=VALUE");
        SettingValue value = !Catalog.ChartSettings.TryGetValue(key, out var definition) ? text : definition.Type switch
        {
            SettingType.Boolean when bool.TryParse(text, out var flag) => flag,
            SettingType.Integer or SettingType.Float => OptionValue.Number("--set " + key, text),
            _ => text,
        };
        return spec.With(key, value);
    }
}
