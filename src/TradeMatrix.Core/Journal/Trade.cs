using NodaTime;
using TradeMatrix.Analysis;
using TradeMatrix.Analysis.Trades;
using TradeMatrix.Core.Storage;

namespace TradeMatrix.Core.Journal;

/// <summary>A trade of a user. Times are UTC, prices in price units, money in <see cref="Currency"/>.</summary>
public sealed class Trade : IOwned
{
    /// <summary>The source of a trade that was entered by hand.</summary>
    public const string Manual = "manual";

    public Guid Id { get; set; }
    public Guid? UserId { get; set; }

    /// <summary>As the user or the broker names it; the canonical symbol where it is known.</summary>
    public string Symbol { get; set; } = "";

    /// <summary>The symbol in the database; null when the name is of none.</summary>
    public Guid? SymbolId { get; set; }

    /// <summary><c>long</c> or <c>short</c>.</summary>
    public string Side { get; set; } = "long";

    public decimal EntryPrice { get; set; }
    public decimal? ExitPrice { get; set; }

    /// <summary>Units, contracts or lots.</summary>
    public decimal PositionSize { get; set; }

    /// <summary>Money that a move of the price by 1 earns for each unit of the size.</summary>
    public decimal Multiplier { get; set; } = 1;

    /// <summary>The stop at the entry, from which R is counted.</summary>
    public decimal? InitialStopLoss { get; set; }

    /// <summary>Where the stop stands now.</summary>
    public decimal? StopLoss { get; set; }

    public decimal? TakeProfit { get; set; }

    /// <summary>One of <see cref="TradeStatus.All"/>.</summary>
    public string Status { get; set; } = TradeStatus.Open;

    /// <summary>Money earned, commission and swap taken off; null until it is closed.</summary>
    public decimal? Pnl { get; set; }

    /// <summary>Move from entry to exit in percent of the entry, 2 decimals, positive when it earned.</summary>
    public decimal? PnlPercentage { get; set; }

    /// <summary>Move from entry to exit in multiples of the initial risk, 4 decimals; null without an initial stop.</summary>
    public decimal? RMultiple { get; set; }

    /// <summary>What was paid, positive.</summary>
    public decimal Commission { get; set; }

    /// <summary>Interest; negative when it was paid.</summary>
    public decimal Swap { get; set; }

    public string? Currency { get; set; }
    public string? Strategy { get; set; }
    public string? Setup { get; set; }

    /// <summary>Timeframe it was traded on, canonical spelling; null when it was not told.</summary>
    public string? Timeframe { get; set; }

    public DateTime EntryTime { get; set; }
    public DateTime? ExitTime { get; set; }
    public string? Notes { get; set; }
    public List<string> Tags { get; set; } = [];

    /// <summary>What else is known, a JSON object.</summary>
    public string Metadata { get; set; } = "{}";

    /// <summary><see cref="Manual"/>, or the name of the format it was imported from.</summary>
    public string Source { get; set; } = Manual;

    /// <summary>What names it in its source, so that a second import finds it.</summary>
    public string? ExternalId { get; set; }

    /// <summary>Open time of the last bar that the open trade was followed over.</summary>
    public DateTime? MonitoredTo { get; set; }

    /// <summary>Counts changes: a change based on an older version is refused.</summary>
    public int Version { get; set; } = 1;

    public DateTime CreatedAt { get; set; }
    public DateTime UpdatedAt { get; set; }

    /// <summary>Which way it goes.</summary>
    public Side Direction => Side == "short" ? Analysis.Side.Short : Analysis.Side.Long;

    /// <summary>The trade as its metrics need it; null unless it is closed.</summary>
    /// <param name="zone">Zone in which weekdays count.</param>
    public TradeResult? Result(DateTimeZone zone) => Status == TradeStatus.Closed && ExitPrice is { } exit && ExitTime is { } closed && Pnl is { } pnl
        ? new TradeResult(Symbol, Direction, (double)EntryPrice, (double)exit, (double?)InitialStopLoss, (double)PositionSize, (double)pnl, In(zone, EntryTime), In(zone, closed), Setup ?? Strategy)
        : null;

    private static DateTimeOffset In(DateTimeZone zone, DateTime utc) => Instant.FromDateTimeUtc(utc).InZone(zone).ToDateTimeOffset();
}
