using System.Collections.Immutable;
using System.Text.Json.Nodes;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Core.Symbols;

namespace TradeMatrix.Core.Charts;

/// <summary>Makes a chart's spec: the request before the symbol's configuration, before the profile, before the defaults.</summary>
public static class ChartSpecs
{
    private const string Volume = "Volume";

    /// <summary>Makes the spec, and tells which daily levels it shall show.</summary>
    /// <param name="request">The request.</param>
    /// <param name="symbol">Its symbol.</param>
    /// <exception cref="ServiceException">The request is wrong; it lists every problem.</exception>
    public static (ChartSpec Spec, ImmutableArray<ChartProfile.LevelLine> Levels) Merge(ChartRequest request, MarketSymbol symbol)
    {
        var config = ChartConfig.Read(symbol.ChartConfig);
        var defaults = ChartConfig.Defaults;
        var interval = request.Timeframe ?? config.DefaultTimeframe ?? (config.Timeframes is [var first, ..] ? first : defaults.Timeframes!.Value[0]);
        var asked = request.Profile is { } name ? ChartProfile.Named(name) ?? throw ServiceException.Invalid("profile", name, "one of " + string.Join(", ", ChartProfile.All.Select(p => p.Name))) : null;
        var profile = asked ?? ChartProfile.Of(interval);

        var problems = new List<SpecProblem>();
        var custom = request.CustomIndicators is { } given ? ChartConfig.Studies("custom_indicators", given, problems) : null;
        if (problems.Count > 0) throw ServiceException.Invalid(problems);
        var studies = custom ?? (asked is null ? config.Indicators : null) ?? profile.Studies;
        if (custom is null && asked is null && config.ShowVolume is { } shows) studies = WithVolume(studies, shows);

        var spec = new ChartSpec
        {
            Symbol = symbol.Symbol,
            Description = symbol.Alias,
            Exchange = ExchangeOf(symbol),
            Interval = interval,
            Width = config.Width ?? defaults.Width!.Value,
            Height = config.Height ?? defaults.Height!.Value,
            Style = config.ChartType ?? defaults.ChartType!.Value,
            Theme = config.Theme ?? defaults.Theme!.Value,
            Timezone = config.Timezone ?? defaults.Timezone!,
            Precision = Decimals(symbol.TickSize),
            Studies = studies,
        };
        if (!(config.ShowLegend ?? defaults.ShowLegend!.Value)) spec = spec.With("showLegend", false);
        if (request.AsOf is not null) spec = spec with { AsOf = request.AsOf };
        if (!request.Drawings.IsEmpty) spec = spec with { Drawings = [.. spec.Drawings, .. request.Drawings] };
        if (request.Overrides is { Count: > 0 } overrides) spec = Override(spec, overrides);
        try
        {
            if (ChartSpecCheck.Problems(spec) is { Count: > 0 } wrong) throw new ChartSpecException(wrong);
        }
        catch (ChartSpecException e)
        {
            throw ServiceException.Invalid(e.Problems);
        }
        var usesProfile = custom is null && (asked is not null || config.Indicators is null);
        return (spec, usesProfile ? profile.Levels : []);
    }

    /// <summary>A whole spec with what is known of its symbol.</summary>
    public static ChartSpec Of(ChartSpec spec, MarketSymbol symbol) =>
        spec with { Symbol = symbol.Symbol, Description = symbol.Alias, Exchange = ExchangeOf(symbol), Precision = spec.Precision ?? (symbol.IsStored ? Decimals(symbol.TickSize) : null) };

    /// <summary>The exchange of a symbol, else of its name at TradingView.</summary>
    private static string? ExchangeOf(MarketSymbol symbol) => symbol.Exchange ?? (ExchangeCalendar.ExchangeOf(symbol.TvSymbol ?? symbol.Symbol) is { Length: > 0 } exchange ? exchange : null);

    /// <summary>Decimals of a price that moves in such steps.</summary>
    internal static int Decimals(decimal tickSize)
    {
        var decimals = 0;
        while (decimals < 12 && tickSize != decimal.Truncate(tickSize))
        {
            tickSize *= 10;
            decimals++;
        }
        return decimals;
    }

    private static ChartSpec Override(ChartSpec spec, JsonObject overrides)
    {
        var merged = JsonNode.Parse(ChartSpecJson.Write(spec))!.AsObject();
        foreach (var (key, value) in overrides)
        {
            if (key is "symbol" or "interval" or "timeframe") throw ServiceException.Invalid($"overrides.{key}", value?.ToJsonString(), "given beside overrides, not in it");
            if (key == "override" && value is JsonObject look && merged["override"] is JsonObject old)
            {
                foreach (var (name, setting) in look) old[name] = setting?.DeepClone();
                continue;
            }
            merged[key] = value?.DeepClone();
        }
        try
        {
            return ChartSpecJson.Read(merged.ToJsonString());
        }
        catch (ChartSpecException e)
        {
            throw ServiceException.Invalid([.. e.Problems.Select(p => p with { Path = "overrides." + p.Path })]);
        }
    }

    private static ImmutableArray<StudySpec> WithVolume(ImmutableArray<StudySpec> studies, bool shows)
    {
        var has = studies.Any(s => s.Name == Volume);
        return shows == has ? studies : shows ? [.. studies, new StudySpec(Volume) { ForceOverlay = true }] : [.. studies.Where(s => s.Name != Volume)];
    }
}
