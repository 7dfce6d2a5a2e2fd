using System.Text.RegularExpressions;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Core.Symbols;

/// <summary>What is to be set on a symbol; what is null stays, or takes its default.</summary>
public sealed partial record SymbolEdit
{
    /// <summary>Where it comes from: a feed's name.</summary>
    internal string? Vendor { get; init; }

    public string? Alias { get; init; }
    public string? Type { get; init; }
    public string? Exchange { get; init; }
    public decimal? TickSize { get; init; }
    public string? Timezone { get; init; }
    public bool? Active { get; init; }
    public string? ApiSymbol { get; init; }
    public string? TvSymbol { get; init; }

    /// <summary>Names by namespace, the preferred one first; replaces those of the namespaces given.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Aliases { get; init; }

    private static readonly string[] Types = ["index", "forex", "crypto", "stock", "commodity", "other"];

    /// <summary>A symbol's own form: no blanks or control characters, so that it can stand in addresses and file names.</summary>
    internal static SpecProblem? CheckSymbol(string symbol) =>
        SymbolForm().IsMatch(symbol) ? null : new SpecProblem("symbol", symbol, "1 to 40 letters, digits or . _ - / = ^ & : !, beginning with a letter, a digit or ^");

    /// <exception cref="ServiceException">A field is wrong; it lists every problem.</exception>
    internal void Check(List<SpecProblem> problems)
    {
        if (Alias is { Length: > 100 }) problems.Add(new SpecProblem("alias", Alias, "at most 100 characters long"));
        if (Type is not null && !Types.Contains(Type, StringComparer.Ordinal)) problems.Add(new SpecProblem("type", Type, "one of " + string.Join(", ", Types)));
        if (Exchange is { Length: > 40 }) problems.Add(new SpecProblem("exchange", Exchange, "at most 40 characters long"));
        if (TickSize is { } tick && (tick <= 0 || tick > 1_000_000)) problems.Add(new SpecProblem("tick_size", tick.ToString(), "above 0 and at most 1000000"));
        if (Timezone is not null && TimeZones.Find(Timezone) is null) problems.Add(new SpecProblem("timezone", Timezone, "an IANA time zone, such as Europe/Berlin"));
        if (ApiSymbol is not null && CheckSymbol(ApiSymbol) is { } api) problems.Add(api with { Path = "api_symbol" });
        if (TvSymbol is not null && CheckSymbol(TvSymbol) is { } tv) problems.Add(tv with { Path = "tv_symbol" });
        foreach (var (space, names) in Aliases ?? new Dictionary<string, IReadOnlyList<string>>())
        {
            if (!SymbolNamespace.All.Contains(space, StringComparer.Ordinal)) problems.Add(new SpecProblem("aliases", space, "one of " + string.Join(", ", SymbolNamespace.All)));
            foreach (var name in names)
            {
                if (string.IsNullOrWhiteSpace(name) || name.Length > 80 || name.Any(char.IsControl)) problems.Add(new SpecProblem($"aliases.{space}", name, "1 to 80 characters"));
            }
        }
    }

    [GeneratedRegex(@"^[\p{L}\p{Nd}^][\p{L}\p{Nd}._\-/=^&:!]{0,39}$")]
    private static partial Regex SymbolForm();
}
