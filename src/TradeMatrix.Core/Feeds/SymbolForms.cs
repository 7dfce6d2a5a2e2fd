using System.Text.Json;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Core.Feeds;

/// <summary>
/// How feeds write a symbol that is known by exchange and ticker alone, by the table <c>symbol-forms.json</c>. A feed that has no form
/// there is not asked: a ticker of one exchange may be another instrument at the next.
/// </summary>
/// <param name="Type">Kind of instrument.</param>
/// <param name="Exchange">Exchange whose calendar it follows; null when the ticker does not tell.</param>
/// <param name="Zone">IANA zone of the exchange; null when it is unknown.</param>
/// <param name="ByFeed">The forms by the feeds' names.</param>
internal sealed record SymbolForms(string Type, string? Exchange, string? Zone, IReadOnlyDictionary<string, string> ByFeed)
{
    private static readonly Lazy<FormTable> Table = new(Load);

    /// <summary>The forms of a name.</summary>
    /// <param name="name"><c>EXCHANGE:TICKER</c> or a ticker, in upper case.</param>
    /// <returns>Null when the exchange is not in the table.</returns>
    public static SymbolForms? Of(string name)
    {
        var exchange = ExchangeCalendar.ExchangeOf(name);
        var ticker = exchange.Length > 0 ? name[(exchange.Length + 1)..] : name;
        if (ticker.Length == 0 || ticker.Contains(':', StringComparison.Ordinal)) return null;
        foreach (var row in exchange.Length > 0 ? Table.Value.Exchanges : Table.Value.Bare)
        {
            if (exchange.Length > 0 && !row.Names.Contains(exchange, StringComparer.Ordinal)) continue;
            var pair = PairOf(row.Type, ticker, isTold: exchange.Length > 0);
            // Without an exchange, it is the ticker that tells a pair.
            if (exchange.Length == 0 && row.Type is "forex" or "crypto" && pair is null) continue;
            var calendar = exchange.Length > 0 ? exchange : row.Names is [var first, ..] ? first : null;
            return new SymbolForms(row.Type, calendar, row.Zone ?? ExchangeCalendar.For(calendar ?? "")?.Zone, Fill(row.Forms, ticker, pair));
        }
        return null;
    }

    private static Dictionary<string, string> Fill(IReadOnlyDictionary<string, string> forms, string ticker, (string Base, string Quote)? pair)
    {
        var filled = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (feed, form) in forms)
        {
            if (pair is null && form.Contains("{base}", StringComparison.OrdinalIgnoreCase)) continue;
            var text = form.Replace("{0000}", ticker.PadLeft(4, '0'), StringComparison.Ordinal);
            foreach (var (key, value) in new[] { ("TICKER", ticker), ("DASHED", ticker.Replace('.', '-')), ("BASE", pair?.Base ?? ""), ("QUOTE", pair?.Quote ?? "") })
            {
                text = text.Replace($"{{{key}}}", value, StringComparison.Ordinal).Replace($"{{{key.ToLowerInvariant()}}}", value.ToLowerInvariant(), StringComparison.Ordinal);
            }
            filled[feed] = text;
        }
        return filled;
    }

    /// <summary>The two sides of a pair; null when the ticker is none.</summary>
    /// <param name="type">Kind of instrument.</param>
    /// <param name="ticker">The ticker.</param>
    /// <param name="isTold">Whether the exchange has told that it is one.</param>
    private static (string Base, string Quote)? PairOf(string type, string ticker, bool isTold)
    {
        if (type == "forex")
        {
            var six = ticker.Replace("/", "", StringComparison.Ordinal);
            var isPair = six.Length == 6 && six.All(char.IsAsciiLetter) && (isTold || (Table.Value.IsCurrency(six[..3]) && Table.Value.IsCurrency(six[3..])));
            return isPair ? (six[..3], six[3..]) : null;
        }
        if (type != "crypto") return null;
        foreach (var (ending, quote) in Table.Value.Quotes.OrderByDescending(q => q.Key.Length))
        {
            if (!ticker.EndsWith(ending, StringComparison.Ordinal)) continue;
            var left = ticker[..^ending.Length].TrimEnd('/', '-');
            // One letter is a share's: AUSD.
            if (left.Length > 1 && left.All(char.IsAsciiLetterOrDigit)) return (left, quote);
        }
        return null;
    }

    private static FormTable Load()
    {
        using var stream = typeof(SymbolForms).Assembly.GetManifestResourceStream("symbol-forms.json")!;
        return JsonSerializer.Deserialize<FormTable>(stream, JsonSerializerOptions.Web)!;
    }

    private sealed record FormTable(string Currencies, IReadOnlyDictionary<string, string> Quotes, IReadOnlyList<FormRow> Exchanges, IReadOnlyList<FormRow> Bare)
    {
        public bool IsCurrency(string code) => Currencies.Split(' ').Contains(code, StringComparer.Ordinal);
    }

    /// <summary>The case of a placeholder is that of the text in its place.</summary>
    private sealed record FormRow(IReadOnlyList<string> Names, string Type, string? Zone, IReadOnlyDictionary<string, string> Forms);
}
