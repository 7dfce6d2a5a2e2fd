using System.Text.Json.Nodes;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Core.Journal;

/// <summary>What is to be set on a trade; what is null stays as it is, or takes its default.</summary>
public sealed record TradeEdit
{
    private const int LongestText = 80, LongestNotes = 20_000, MostTags = 50, LongestMetadata = 100_000;
    // Their product, the money of a trade, still fits a decimal.
    private const decimal LargestPrice = 1_000_000_000, LargestSize = 1_000_000_000_000, LargestMultiplier = 10_000_000, LargestMoney = 1_000_000_000_000_000;
    private static readonly DateTime Earliest = new(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc), Latest = new(2200, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public string? Symbol { get; init; }

    /// <summary><c>long</c> or <c>short</c>.</summary>
    public string? Side { get; init; }

    public decimal? EntryPrice { get; init; }
    public decimal? ExitPrice { get; init; }
    public decimal? PositionSize { get; init; }

    /// <summary>Money that a move of the price by 1 earns for each unit of the size.</summary>
    public decimal? Multiplier { get; init; }

    /// <summary>The stop at the entry; by default the first <see cref="StopLoss"/>.</summary>
    public decimal? InitialStopLoss { get; init; }

    /// <summary>Where the stop stands now.</summary>
    public decimal? StopLoss { get; init; }

    public decimal? TakeProfit { get; init; }

    /// <summary>Money earned after costs; by default computed from prices, size and costs.</summary>
    public decimal? Pnl { get; init; }

    public decimal? Commission { get; init; }
    public decimal? Swap { get; init; }
    public string? Currency { get; init; }
    public string? Strategy { get; init; }
    public string? Setup { get; init; }
    public string? Timeframe { get; init; }
    public DateTime? EntryTime { get; init; }
    public DateTime? ExitTime { get; init; }
    public string? Notes { get; init; }
    public IReadOnlyList<string>? Tags { get; init; }
    public JsonObject? Metadata { get; init; }

    /// <summary>Whether a broker tells it, so that stop and target may have been moved past the entry; such a stop is not the initial one.</summary>
    internal bool IsBrokers { get; init; }

    /// <summary>Sets the fields on a trade and computes what follows from them.</summary>
    /// <returns>What is wrong with the trade then; the trade must not be kept unless it is empty.</returns>
    internal List<SpecProblem> ApplyTo(Trade trade)
    {
        var problems = new List<SpecProblem>();
        trade.Symbol = Symbol?.Trim() ?? trade.Symbol;
        trade.Side = Side?.ToLowerInvariant() ?? trade.Side;
        trade.EntryPrice = EntryPrice ?? trade.EntryPrice;
        trade.ExitPrice = ExitPrice ?? trade.ExitPrice;
        trade.PositionSize = PositionSize ?? trade.PositionSize;
        trade.Multiplier = Multiplier ?? trade.Multiplier;
        trade.StopLoss = StopLoss ?? trade.StopLoss ?? InitialStopLoss;
        trade.InitialStopLoss = InitialStopLoss ?? trade.InitialStopLoss ?? (IsBrokers && !Risks(trade, StopLoss) ? null : StopLoss);
        trade.TakeProfit = TakeProfit ?? trade.TakeProfit;
        trade.Commission = Commission ?? trade.Commission;
        trade.Swap = Swap ?? trade.Swap;
        trade.Currency = Currency?.ToUpperInvariant() ?? trade.Currency;
        trade.Strategy = Strategy ?? trade.Strategy;
        trade.Setup = Setup ?? trade.Setup;
        trade.EntryTime = EntryTime ?? trade.EntryTime;
        trade.ExitTime = ExitTime ?? trade.ExitTime;
        trade.Notes = Notes ?? trade.Notes;
        if (Tags is { } tags) trade.Tags = [.. tags.Select(t => t.Trim()).Distinct(StringComparer.Ordinal)];
        if (Metadata is { } metadata) trade.Metadata = metadata.ToJsonString();
        if (Timeframe is { } text)
        {
            if (Charting.Bars.Timeframe.TryParse(text, out var timeframe) && Charting.Bars.Timeframe.Names.Contains(timeframe.ToString(), StringComparer.Ordinal)) trade.Timeframe = timeframe.ToString();
            else problems.Add(new SpecProblem("timeframe", text, "one of " + string.Join(", ", Charting.Bars.Timeframe.Names)));
        }
        Check(trade, problems);
        if (problems.Count == 0) Complete(trade);
        return problems;
    }

    /// <summary>Whether a stop loses money.</summary>
    private static bool Risks(Trade trade, decimal? stop) => trade.Side == "long" ? stop < trade.EntryPrice : stop > trade.EntryPrice;

    private void Check(Trade trade, List<SpecProblem> problems)
    {
        if (trade.Symbol.Length is 0 or > LongestText || trade.Symbol.Any(char.IsControl)) Wrong("symbol", trade.Symbol.Length == 0 ? null : trade.Symbol, $"1 to {LongestText} characters");
        if (trade.Side is not ("long" or "short")) Wrong("side", Side, "long or short");
        Positive("entry_price", trade.EntryPrice, LargestPrice, EntryPrice is null);
        Positive("exit_price", trade.ExitPrice, LargestPrice);
        Positive("position_size", trade.PositionSize, LargestSize, PositionSize is null);
        Positive("multiplier", trade.Multiplier, LargestMultiplier);
        Positive("initial_stop_loss", trade.InitialStopLoss, LargestPrice);
        Positive("stop_loss", trade.StopLoss, LargestPrice);
        Positive("take_profit", trade.TakeProfit, LargestPrice);
        Bounded("pnl", Pnl);
        Bounded("commission", Commission);
        Bounded("swap", Swap);
        if (problems.Count == 0)
        {
            // A stop that was moved may lie beyond the entry; the first one may not.
            if (trade.InitialStopLoss is { } stop && !Risks(trade, stop))
                Wrong(InitialStopLoss is null ? "stop_loss" : "initial_stop_loss", $"{stop}", $"{(trade.Side == "long" ? "below" : "above")} entry_price {trade.EntryPrice}, as the trade is {trade.Side}");
            if (!IsBrokers && trade.TakeProfit is { } target && (trade.Side == "long" ? target <= trade.EntryPrice : target >= trade.EntryPrice))
                Wrong("take_profit", $"{target}", $"{(trade.Side == "long" ? "above" : "below")} entry_price {trade.EntryPrice}, as the trade is {trade.Side}");
        }
        InTime("entry_time", trade.EntryTime == default ? null : trade.EntryTime, isNeeded: true);
        InTime("exit_time", trade.ExitTime, isNeeded: trade.ExitPrice is not null);
        if (trade.ExitTime is not null && trade.ExitPrice is null) Wrong("exit_price", null, "given with exit_time");
        if (trade.ExitTime < trade.EntryTime) Wrong("exit_time", $"{trade.ExitTime:yyyy-MM-dd'T'HH:mm:ss'Z'}", $"at or after entry_time {trade.EntryTime:yyyy-MM-dd'T'HH:mm:ss'Z'}");
        foreach (var (name, value) in ((string, string?)[])[("strategy", trade.Strategy), ("setup", trade.Setup)])
        {
            if (value is { } text && (text.Length > LongestText || text.Any(char.IsControl))) Wrong(name, text, $"at most {LongestText} characters");
        }
        if (trade.Currency is { } currency && (currency.Length is < 2 or > 10 || !currency.All(char.IsAsciiLetterOrDigit))) Wrong("currency", currency, "a code such as EUR");
        if (trade.Notes is { } notes && (notes.Length > LongestNotes || notes.Contains('\0', StringComparison.Ordinal))) Wrong("notes", $"{notes.Length} characters", $"at most {LongestNotes} characters without U+0000");
        if (trade.Tags.Count > MostTags || trade.Tags.Exists(t => t.Length is 0 or > LongestText || t.Any(char.IsControl))) Wrong("tags", string.Join(", ", trade.Tags.Take(5)), $"at most {MostTags} texts of 1 to {LongestText} characters");
        if (trade.Metadata.Length > LongestMetadata) Wrong("metadata", $"{trade.Metadata.Length} characters", $"a JSON object of at most {LongestMetadata} characters");

        void Wrong(string field, string? value, string allowed) => problems.Add(new SpecProblem(field, value ?? "missing", allowed));

        void Positive(string field, decimal? value, decimal most, bool isMissing = false)
        {
            if (value <= 0 || value > most) Wrong(field, isMissing && value == 0 ? null : $"{value}", $"above 0 and at most {most}");
        }

        void Bounded(string field, decimal? value)
        {
            if (value is < -LargestMoney or > LargestMoney) Wrong(field, $"{value}", $"from {-LargestMoney} to {LargestMoney}");
        }

        void InTime(string field, DateTime? value, bool isNeeded)
        {
            if (value is null ? isNeeded : value < Earliest || value > Latest) Wrong(field, value is { } time ? $"{time:yyyy-MM-dd}" : null, "a time from 1970 to 2200");
        }
    }

    /// <summary>What a trade earned, as soon as it has an exit. What a broker said it earned stays until a price, the size or the costs change.</summary>
    private void Complete(Trade trade)
    {
        if (trade.Status == TradeStatus.Cancelled || trade.ExitPrice is not { } exit) return;
        trade.Status = TradeStatus.Closed;
        var changes = Side is not null || (EntryPrice ?? ExitPrice ?? PositionSize ?? Multiplier ?? Commission ?? Swap) is not null;
        var move = trade.Side == "long" ? exit - trade.EntryPrice : trade.EntryPrice - exit;
        if (Pnl is not null || changes || trade.Pnl is null) trade.Pnl = Pnl ?? decimal.Round((move * trade.PositionSize * trade.Multiplier) - trade.Commission + trade.Swap, 8);
        var result = trade.Result(NodaTime.DateTimeZone.Utc)!;
        trade.PnlPercentage = decimal.Round((decimal)result.Percent, 2, MidpointRounding.AwayFromZero);
        trade.RMultiple = result.R is { } r ? decimal.Round((decimal)Math.Clamp(r, -1e9, 1e9), 4, MidpointRounding.AwayFromZero) : null;
    }
}
