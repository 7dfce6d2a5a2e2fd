using TradeMatrix.Core.Storage;

namespace TradeMatrix.Core.Journal.Imports;

/// <summary>What a broker filled at one price. Trades are put together from these.</summary>
public sealed class TradeExecution : IOwned
{
    public Guid Id { get; set; }
    public Guid? UserId { get; set; }

    /// <summary>Name of the format it was imported from.</summary>
    public string Source { get; set; } = "";

    /// <summary>What names it in its source.</summary>
    public string ExternalId { get; set; } = "";

    /// <summary>Order that it belongs to; fills of one order open one trade. Null when it was not told.</summary>
    public string? OrderId { get; set; }

    /// <summary>As the broker names it.</summary>
    public string Symbol { get; set; } = "";

    public bool IsBuy { get; set; }

    /// <summary><c>open</c> or <c>close</c> where the broker says what it does to the position, else <c>any</c>.</summary>
    public string Effect { get; set; } = "any";

    public decimal Quantity { get; set; }
    public decimal Price { get; set; }

    /// <summary>Money that a move of the price by 1 earns for each unit.</summary>
    public decimal Multiplier { get; set; } = 1;

    /// <summary>What was paid, positive.</summary>
    public decimal Commission { get; set; }

    /// <summary>Money that the broker says it earned before costs, where price and size do not tell; null where they do.</summary>
    public decimal? Profit { get; set; }

    public string? Currency { get; set; }

    /// <summary>When, UTC.</summary>
    public DateTime ExecutedAt { get; set; }

    /// <summary>Line of the file: orders what happened within one second.</summary>
    public int Line { get; set; }
}
