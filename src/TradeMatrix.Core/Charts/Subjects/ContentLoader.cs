using TradeMatrix.Charting.Spec;
using TradeMatrix.Core.Bars;
using TradeMatrix.Core.Feeds;
using TradeMatrix.Core.Feeds.Demo;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Symbols;

namespace TradeMatrix.Core.Charts.Subjects;

/// <summary>Loads the bars of a chart: of its subject, and of the symbols that its studies compare with.</summary>
public sealed class ContentLoader(SymbolStore symbols, SubjectFinder finder, BarLoader bars, DemoBarSource demo)
{
    /// <summary>Loads what a chart needs.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="subject">What the chart is of.</param>
    /// <param name="spec">What it shows.</param>
    /// <param name="levels">Daily levels to add.</param>
    /// <param name="allowsUnknown">Whether studies may compare with symbols that are in no database.</param>
    /// <exception cref="ServiceException">There are no bars, or a study names a symbol that does not exist.</exception>
    public async Task<ChartContent> LoadAsync(Caller caller, ChartSubject subject, ChartSpec spec, IReadOnlyList<ChartProfile.LevelLine> levels, bool allowsUnknown, CancellationToken cancellationToken)
    {
        var loaded = await OfAsync(caller, subject, spec, cancellationToken).ConfigureAwait(false)
            ?? throw new ServiceException(ErrorCode.NoData, $"symbol: '{subject.Symbol.Symbol}' must have bars of {spec.Interval} or shorter; import some, or enable a feed");
        var others = new Dictionary<string, LoadedBars>(StringComparer.Ordinal);
        foreach (var name in SymbolsIn(spec))
        {
            var other = allowsUnknown
                ? await finder.FindAsync(caller, name, spec.Interval, cancellationToken).ConfigureAwait(false)
                : new ChartSubject(await symbols.GetAsync(caller, name, cancellationToken).ConfigureAwait(false));
            others[name] = await OfAsync(caller, other, spec, cancellationToken).ConfigureAwait(false)
                ?? throw new ServiceException(ErrorCode.NoData, $"studies: '{name}' must have bars of {spec.Interval} or shorter");
        }
        // One made-up series makes the whole picture one that must not be taken for the market.
        if (loaded.IsDemo || others.Values.Any(o => o.IsDemo)) spec = spec with { Watermark = DemoFeed.Watermark, WatermarkSize = 64, WatermarkOpacity = 0.3 };
        var prices = DailyLevels.Of(loaded.Bars, spec.Interval, BarLoader.CalendarOf(subject.Symbol, spec.Timezone));
        return new ChartContent(prices is null ? spec : prices.AddTo(spec, levels), loaded, others)
        {
            Levels = prices,
            Notices = [.. subject.Notices.Concat(loaded.Notices).Concat(others.Values.SelectMany(o => o.Notices)).Distinct(StringComparer.Ordinal)],
        };
    }

    /// <summary>The levels' prices from stored bars; null when there are none.</summary>
    public async Task<DailyLevels?> LevelsAsync(Caller caller, MarketSymbol symbol, ChartSpec spec, CancellationToken cancellationToken) =>
        await OfAsync(caller, new ChartSubject(symbol), spec, cancellationToken).ConfigureAwait(false) is { IsDemo: false } loaded
            ? DailyLevels.Of(loaded.Bars, spec.Interval, BarLoader.CalendarOf(symbol, spec.Timezone))
            : null;

    private async Task<LoadedBars?> OfAsync(Caller caller, ChartSubject subject, ChartSpec spec, CancellationToken cancellationToken)
    {
        if (subject.Formula is not { } formula) return await OfAsync(caller, subject.Symbol, spec, cancellationToken).ConfigureAwait(false);
        var operands = new List<LoadedBars>();
        foreach (var symbol in subject.Operands)
        {
            operands.Add(await OfAsync(caller, symbol, spec, cancellationToken).ConfigureAwait(false)
                ?? throw new ServiceException(ErrorCode.NoData, $"symbol: '{symbol.Symbol}' in the formula must have bars of {spec.Interval} or shorter"));
        }
        var series = formula.Apply([.. operands.Select(o => o.Bars)]);
        if (series.Count == 0) return null;
        return new LoadedBars(series, string.Join(' ', operands.Select(o => o.Version)), operands[0].Source)
        {
            IsDemo = operands.Exists(o => o.IsDemo), Notices = [.. operands.SelectMany(o => o.Notices).Distinct(StringComparer.Ordinal)],
        };
    }

    private Task<LoadedBars?> OfAsync(Caller caller, MarketSymbol symbol, ChartSpec spec, CancellationToken cancellationToken) =>
        symbol.IsStored ? bars.LoadAsync(caller, symbol, spec, cancellationToken) : demo.LoadAsync(symbol, spec, cancellationToken);

    private static IEnumerable<string> SymbolsIn(ChartSpec spec) => spec.Studies
        .Select(s => Catalog.Studies[s.Name].Inputs.FirstOrDefault(i => i.Key == "symbol") is { } input ? (s.Input.GetValueOrDefault("symbol") ?? input.Default)?.ToString() : null)
        .OfType<string>().Where(s => s.Length > 0).Distinct(StringComparer.Ordinal);
}
