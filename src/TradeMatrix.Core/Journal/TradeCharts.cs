using System.Globalization;
using System.Text.Json.Nodes;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Core.Bars;
using TradeMatrix.Core.Charts;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Symbols;

namespace TradeMatrix.Core.Journal;

/// <summary>Charts of trades: the trade itself with some bars before and after it, and the days around it.</summary>
public sealed class TradeCharts(SymbolStore symbols, BarLoader loader)
{
    /// <summary>Bars shown around a trade, and the most that it may last at the timeframe of its chart.</summary>
    private const int Before = 40, After = 20, Longest = 240, DaysBefore = 120, DaysAfter = 10;

    // The brand's colours: signal, profit, risk, grey and ground.
    private const string Signal = "rgb(0,112,243)", Profit = "rgb(0,208,132)", Risk = "rgb(255,59,48)", Grey = "rgb(224,224,224)", Ground = "rgb(12,12,12)";

    private static readonly Timeframe[] Ladder = [Timeframe.M15, Timeframe.H1, Timeframe.H4, Timeframe.D1, Timeframe.W1];

    /// <summary>
    /// The trade at its own timeframe (15m when it has none), or at the next longer one whose bars are there and that shows
    /// it in one picture.
    /// </summary>
    /// <exception cref="ServiceException">The symbol is not known, or no bars cover the trade.</exception>
    public async Task<TradeChart> DetailAsync(Caller caller, Trade trade, CancellationToken cancellationToken)
    {
        var symbol = await SymbolAsync(caller, trade, cancellationToken).ConfigureAwait(false);
        var own = trade.Timeframe is { } text ? Timeframe.Parse(text) : Timeframe.M15;
        long entry = BarStore.ToUnix(trade.EntryTime), exit = BarStore.ToUnix(trade.ExitTime ?? trade.EntryTime);
        foreach (var timeframe in Ladder.Where(t => t.Duration > own.Duration).Prepend(own))
        {
            var length = (long)timeframe.Duration.TotalMilliseconds;
            // A market may be shut for most of the time.
            var bars = await BarsAsync(caller, symbol, timeframe, entry - (Before * length * 4), exit + (After * length * 4), cancellationToken).ConfigureAwait(false);
            if (bars is null || bars.Count < 2 || bars.Time[0] > entry || bars.Time[^1] + length < exit) continue;
            int first = LastAt(bars, entry), last = LastAt(bars, exit);
            if (last - first > Longest && timeframe != Ladder[^1]) continue;
            var overrides = Overrides(trade, timeframe, bars, Math.Max(0, first - Before), Math.Min(bars.Count - 1, last + After));
            return new TradeChart(new ChartRequest { Symbol = symbol.Symbol, Timeframe = timeframe, Profile = "clean", Overrides = overrides }, timeframe, bars, BarLoader.CalendarOf(symbol, symbol.Timezone));
        }
        throw new ServiceException(ErrorCode.NoData, $"symbol: '{symbol.Symbol}' must have bars of {own} or longer from {trade.EntryTime:yyyy-MM-dd HH:mm} to {trade.ExitTime:yyyy-MM-dd HH:mm} UTC");
    }

    /// <summary>The days before and around the trade.</summary>
    /// <exception cref="ServiceException">The symbol is not known, or no daily bars lead to the trade.</exception>
    public async Task<TradeChart> ContextAsync(Caller caller, Trade trade, CancellationToken cancellationToken)
    {
        var symbol = await SymbolAsync(caller, trade, cancellationToken).ConfigureAwait(false);
        long entry = BarStore.ToUnix(trade.EntryTime), exit = BarStore.ToUnix(trade.ExitTime ?? trade.EntryTime), day = (long)TimeSpan.FromDays(1).TotalMilliseconds;
        var bars = await BarsAsync(caller, symbol, Timeframe.D1, entry - (2 * DaysBefore * day), exit + (2 * DaysAfter * day), cancellationToken).ConfigureAwait(false);
        if (bars is null || bars.Count < 2 || bars.Time[0] > entry || bars.Time[^1] < entry - (7 * day))
            throw new ServiceException(ErrorCode.NoData, $"symbol: '{symbol.Symbol}' must have daily bars that lead to {trade.EntryTime:yyyy-MM-dd}");
        int first = LastAt(bars, entry), last = LastAt(bars, exit);
        var overrides = Overrides(trade, Timeframe.D1, bars, Math.Max(0, first - DaysBefore), Math.Min(bars.Count - 1, last + DaysAfter));
        return new TradeChart(new ChartRequest { Symbol = symbol.Symbol, Timeframe = Timeframe.D1, CustomIndicators = ["EMA_50", "EMA_200"], Overrides = overrides }, Timeframe.D1, bars, BarLoader.CalendarOf(symbol, symbol.Timezone));
    }

    private Task<MarketSymbol> SymbolAsync(Caller caller, Trade trade, CancellationToken cancellationToken) => symbols.GetAsync(caller, trade.Symbol, cancellationToken);

    private async Task<BarSeries?> BarsAsync(Caller caller, MarketSymbol symbol, Timeframe timeframe, long from, long to, CancellationToken cancellationToken)
    {
        var spec = new ChartSpec { Symbol = symbol.Symbol, Exchange = symbol.Exchange, Interval = timeframe, Session = SessionFilter.Extended, Timezone = symbol.Timezone, Range = new ChartRange(null, from, to) };
        // Made-up bars would be a lie beside a trade that happened.
        return await loader.LoadAsync(caller, symbol, spec, cancellationToken).ConfigureAwait(false) is { IsDemo: false } loaded ? loaded.Bars : null;
    }

    /// <summary>The last bar that opens by a time.</summary>
    private static int LastAt(BarSeries bars, long time) => Math.Max(0, bars.IndexAtOrAfter(time + 1) - 1);

    private static JsonObject Overrides(Trade trade, Timeframe timeframe, BarSeries bars, int first, int last)
    {
        var look = new JsonObject { ["backgroundColor"] = Ground };
        if (PricesOf(trade, bars, first, last) is { } range) look["priceRange"] = new JsonObject { ["from"] = range.Low, ["to"] = range.High };
        return new JsonObject
        {
            ["range"] = new JsonObject { ["from"] = Time(bars.Time[first]), ["to"] = Time(bars.Time[last]) },
            ["session"] = "extended",
            ["theme"] = "dark",
            ["shiftRight"] = 4,
            ["drawings"] = Drawings(trade, timeframe, Math.Min(bars.Time[last], BarStore.ToUnix(trade.ExitTime ?? trade.EntryTime))),
            ["override"] = look,
        };
    }

    /// <summary>The prices to show when the trade's lie beyond those of the bars, by which the scale goes; else null.</summary>
    private static (double Low, double High)? PricesOf(Trade trade, BarSeries bars, int first, int last)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var i = first; i <= last; i++)
        {
            if (!bars.IsGap(i)) (low, high) = (Math.Min(low, bars.Low[i]), Math.Max(high, bars.High[i]));
        }
        var prices = new[] { trade.EntryPrice, trade.ExitPrice, trade.InitialStopLoss, trade.StopLoss, trade.TakeProfit }.OfType<decimal>().Select(p => (double)p).ToList();
        if (prices.TrueForAll(p => p >= low && p <= high)) return null;
        (low, high) = (Math.Min(low, prices.Min()), Math.Max(high, prices.Max()));
        var room = Math.Max((high - low) * 0.08, high * 1e-6);
        return (Math.Max(low - room, low / 2), high + room);
    }

    /// <summary>Entry and exit as arrows, and between them the stop in red and the target in green.</summary>
    private static JsonArray Drawings(Trade trade, Timeframe timeframe, long until)
    {
        var drawings = new JsonArray();
        var entry = (double)trade.EntryPrice;
        var (start, end, isLong) = (BarStore.ToUnix(trade.EntryTime), until, trade.Side == "long");
        var stop = trade.InitialStopLoss ?? trade.StopLoss;
        // A position needs some width to be seen.
        var width = Math.Max(end, start + (3 * (long)timeframe.Duration.TotalMilliseconds));
        if (timeframe.IsIntraday && stop is { } s && trade.TakeProfit is { } t)
        {
            drawings.Add(Drawing(isLong ? "Long Position" : "Short Position", new JsonObject
            {
                ["startDatetime"] = Time(start), ["entryPrice"] = entry, ["targetPrice"] = (double)t, ["stopPrice"] = (double)s, ["endDatetime"] = Time(width),
            }, new JsonObject { ["profitBackground"] = "rgba(0,208,132,0.16)", ["stopBackground"] = "rgba(255,59,48,0.16)", ["lineColor"] = Signal }));
        }
        if (stop is { } stopPrice) drawings.Add(Line("Stop", (double)stopPrice, Risk));
        if (trade.StopLoss is { } moved && moved != stop) drawings.Add(Line("Stop moved", (double)moved, Risk, style: 1));
        if (trade.TakeProfit is { } target) drawings.Add(Line("Target", (double)target, Profit));
        drawings.Add(Mark(isLong, start, entry, "Entry " + Price(trade.EntryPrice), Signal));
        if (trade.ExitPrice is { } exit)
        {
            drawings.Add(Drawing("Trend Line", new JsonObject { ["startDatetime"] = Time(start), ["startPrice"] = entry, ["endDatetime"] = Time(end), ["endPrice"] = (double)exit }, new JsonObject { ["lineColor"] = Grey, ["lineStyle"] = 2, ["lineWidth"] = 1 }));
            drawings.Add(Mark(!isLong, end, (double)exit, "Exit " + Price(exit), trade.Pnl >= 0 ? Profit : Risk));
        }
        return drawings;

        JsonObject Line(string text, double price, string color, int style = 2) => Drawing(
            "Trend Line", new JsonObject { ["startDatetime"] = Time(start), ["startPrice"] = price, ["endDatetime"] = Time(width), ["endPrice"] = price, ["text"] = text },
            new JsonObject { ["lineColor"] = color, ["textColor"] = color, ["lineStyle"] = style, ["lineWidth"] = 1, ["showLabel"] = true, ["horzLabelAlign"] = "center", ["fontSize"] = 11 });

        static JsonObject Mark(bool up, long time, double price, string text, string color) => Drawing(
            up ? "Arrow Mark Up" : "Arrow Mark Down", new JsonObject { ["datetime"] = Time(time), ["price"] = price, ["text"] = text }, new JsonObject { ["arrowColor"] = color, ["textColor"] = color, ["fontSize"] = 12 });
    }

    private static JsonObject Drawing(string name, JsonObject input, JsonObject look) => new() { ["name"] = name, ["input"] = input, ["override"] = look };

    private static string Time(long time) => BarStore.ToTime(time).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Price(decimal price) => price.ToString("#,##0.##########", CultureInfo.InvariantCulture);
}
