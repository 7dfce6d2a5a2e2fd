namespace TradeMatrix.Core.Journal.Imports;

/// <summary>How a file of trades is read.</summary>
public sealed record TradeImportOptions
{
    /// <summary>Name of a format; null to recognise it.</summary>
    public string? Format { get; init; }

    /// <summary>IANA zone of times without an offset; null for the format's.</summary>
    public string? Zone { get; init; }

    /// <summary>Currency of money where the file names none.</summary>
    public string? Currency { get; init; }
}
