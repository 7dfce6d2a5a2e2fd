namespace TradeMatrix.Analysis.Risk;

/// <summary>A trade to be planned.</summary>
public sealed record TradeIdea
{
    /// <summary>Which way.</summary>
    public required Side Side { get; init; }

    /// <summary>Price of the entry.</summary>
    public required double Entry { get; init; }

    /// <summary>Price of the stop; null for a quarter of a percent away.</summary>
    public double? Stop { get; init; }

    /// <summary>Price of the target; null for two risks away.</summary>
    public double? Target { get; init; }

    /// <summary>Units; null for as many as the limits allow to risk.</summary>
    public double? Size { get; init; }

    /// <summary>The account, money.</summary>
    public double Balance { get; init; } = 10_000;

    /// <summary>What is traded.</summary>
    public Product Product { get; init; }

    /// <summary>Commission of entry and exit each, as a share of the entry.</summary>
    public double Commission { get; init; }

    /// <summary>Distance of bid and ask, price units.</summary>
    public double Spread { get; init; }
}
