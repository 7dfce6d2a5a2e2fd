using TradeMatrix.Analysis;

namespace TradeMatrix.Core.Journal.Imports;

/// <summary>A position that an order opened, with what has been closed of it, first in, first out.</summary>
/// <param name="first">The execution that opened it, which names it.</param>
/// <param name="side">Which way it goes.</param>
internal sealed class RoundTrip(TradeExecution first, Side side)
{
    private const int Decimals = 10;

    private decimal _entryValue, _exitValue, _commission, _profit;
    private DateTime _lastExit;
    private bool _isProfitTold = true;

    public TradeExecution First => first;
    public Side Side => side;

    /// <summary>Units that were opened.</summary>
    public decimal Size { get; private set; }

    /// <summary>Units that are not closed yet.</summary>
    public decimal Open { get; private set; }

    private decimal Closed => Size - Open;

    /// <summary>
    /// Pairs executions of one symbol: what goes against open positions closes the oldest first, the rest opens one. Fills of
    /// one order are one position until something of it is closed.
    /// </summary>
    /// <param name="executions">Executions in the order in which they happened.</param>
    /// <returns>The positions in the order of their opening, and the units that close what no execution had opened.</returns>
    public static (IReadOnlyList<RoundTrip> Trips, decimal Unmatched) Pair(IEnumerable<TradeExecution> executions)
    {
        var (trips, unmatched) = (new List<RoundTrip>(), 0m);
        var open = new Dictionary<Side, Queue<RoundTrip>> { [Side.Long] = [], [Side.Short] = [] };
        RoundTrip? last = null;
        foreach (var execution in executions)
        {
            var side = execution.IsBuy ? Side.Long : Side.Short;
            var left = execution.Effect == "open" ? execution.Quantity : Close(execution, open[side.Opposite()]);
            if (left == 0) continue;
            if (execution.Effect == "close")
            {
                unmatched += left;
                continue;
            }
            if (last is null || last.Side != side || last.Closed > 0 || last.First.OrderId is null || last.First.OrderId != execution.OrderId)
            {
                trips.Add(last = new RoundTrip(execution, side));
                open[side].Enqueue(last);
            }
            last.Add(execution, left);
        }
        return (trips, unmatched);
    }

    /// <summary>The trade that it is: open while something of it is open, else closed at the mean price of its exits.</summary>
    public TradeEdit ToEdit() => new()
    {
        Symbol = first.Symbol, Side = side == Side.Long ? "long" : "short", PositionSize = Size, Multiplier = MultiplierOf(), Commission = decimal.Round(_commission, Decimals), Currency = first.Currency,
        EntryPrice = decimal.Round(_entryValue / Size, Decimals), EntryTime = first.ExecutedAt,
        ExitPrice = Open > 0 ? null : decimal.Round(_exitValue / Size, Decimals), ExitTime = Open > 0 ? null : _lastExit,
        Pnl = Open == 0 && _isProfitTold ? decimal.Round(_profit - _commission, 8) : null,
        Metadata = Open > 0 && Closed > 0 ? new System.Text.Json.Nodes.JsonObject { ["closed_size"] = Closed, ["closed_at_price"] = decimal.Round(_exitValue / Closed, Decimals) } : null,
        IsBrokers = true,
    };

    /// <summary>Closes the oldest positions; gives the units that are left.</summary>
    private static decimal Close(TradeExecution execution, Queue<RoundTrip> open)
    {
        var left = execution.Quantity;
        var closed = new List<(RoundTrip Trip, decimal Units)>();
        while (left > 0 && open.TryPeek(out var oldest))
        {
            var units = Math.Min(left, oldest.Open);
            closed.Add((oldest, units));
            oldest.Open -= units;
            left -= units;
            if (oldest.Open == 0) open.Dequeue();
        }
        foreach (var (trip, units) in closed)
        {
            trip._exitValue += execution.Price * units;
            trip._commission += execution.Commission * units / execution.Quantity;
            trip._lastExit = execution.ExecutedAt;
            trip._isProfitTold &= execution.Profit is not null;
            trip._profit += (execution.Profit ?? 0) * units / (execution.Quantity - left);
        }
        return left;
    }

    private void Add(TradeExecution execution, decimal units)
    {
        Size += units;
        Open += units;
        _entryValue += execution.Price * units;
        _commission += execution.Commission * units / execution.Quantity;
    }

    /// <summary>What the broker says a unit earned by what the price moved, where it says so.</summary>
    private decimal MultiplierOf()
    {
        var points = Math.Abs(_exitValue - (Closed > 0 ? _entryValue / Size * Closed : 0));
        return Closed > 0 && _isProfitTold && points > 0 && decimal.Round(Math.Abs(_profit) / points, 8) is > 0 and var worth ? worth : first.Multiplier;
    }
}
