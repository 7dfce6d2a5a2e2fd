using TradeMatrix.Core.Storage;

namespace TradeMatrix.Core.Symbols;

/// <summary>An instrument: a user's own, or an entry of the shared catalogue.</summary>
public sealed class MarketSymbol : IOwned
{
    public Guid Id { get; set; }

    /// <summary>Whether it is in the database; one that a request names may not be.</summary>
    public bool IsStored => Id != Guid.Empty;

    public Guid? UserId { get; set; }

    /// <summary>The catalogue entry it was copied from, whose bars serve it too.</summary>
    public Guid? CatalogueId { get; set; }

    /// <summary>Where it came from: <c>catalogue</c>, <c>user</c> or a feed's name.</summary>
    public string Vendor { get; set; } = "user";

    /// <summary>Canonical symbol, such as <c>DAX</c> or <c>EUR/USD</c>.</summary>
    public string Symbol { get; set; } = "";

    /// <summary>Name for people, such as <c>DAX 40</c>.</summary>
    public string? Alias { get; set; }

    /// <summary><c>index</c>, <c>forex</c>, <c>crypto</c>, <c>stock</c>, <c>commodity</c> or <c>other</c>.</summary>
    public string Type { get; set; } = "other";

    /// <summary>Exchange whose calendar it follows; null when unknown.</summary>
    public string? Exchange { get; set; }

    /// <summary>Smallest step of its price.</summary>
    public decimal TickSize { get; set; } = 0.01m;

    /// <summary>IANA zone of its exchange.</summary>
    public string Timezone { get; set; } = "Europe/Berlin";

    /// <summary>Whether agents look at it and charts of it are drawn.</summary>
    public bool Active { get; set; } = true;

    /// <summary>The form that a data vendor wants.</summary>
    public string? ApiSymbol { get; set; }

    /// <summary>TradingView's form, such as <c>TVC:DAX</c>.</summary>
    public string? TvSymbol { get; set; }

    /// <summary>Chart configuration as JSON.</summary>
    public string ChartConfig { get; set; } = "{}";

    public DateTime CreatedAt { get; set; }
    public DateTime UpdatedAt { get; set; }
}
