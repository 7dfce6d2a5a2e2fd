using System.Text.Json;
using TradeMatrix.Analysis;
using TradeMatrix.Analysis.Setups;
using TradeMatrix.Core.Bars;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Symbols;

namespace TradeMatrix.Core.Agents;

/// <summary>A setup that an agent found, and how far it has come.</summary>
public sealed class StoredSetup : IOwned
{
    private static readonly Dictionary<SetupState, string> Statuses = new()
    {
        [SetupState.Pending] = SetupStatus.Pending, [SetupState.EntryHit] = SetupStatus.EntryHit, [SetupState.TargetHit] = SetupStatus.TargetHit,
        [SetupState.StopHit] = SetupStatus.StopHit, [SetupState.Expired] = SetupStatus.Expired, [SetupState.TimedOut] = SetupStatus.TimedOut,
    };

    public Guid Id { get; set; }
    public Guid? UserId { get; set; }
    public Guid SymbolId { get; set; }
    public MarketSymbol Symbol { get; set; } = null!;

    /// <summary>Who found it: <c>morning</c> or <c>usopen</c>.</summary>
    public string Module { get; set; } = "";

    public string Strategy { get; set; } = "";

    /// <summary><c>long</c> or <c>short</c>.</summary>
    public string Side { get; set; } = "";

    public string Timeframe { get; set; } = "";

    /// <summary>Close time of the bar that completed it.</summary>
    public DateTime DetectedAt { get; set; }

    /// <summary><c>market</c>, <c>limit</c> or <c>stop</c>.</summary>
    public string OrderType { get; set; } = "";

    public double EntryPrice { get; set; }

    /// <summary>The first stop.</summary>
    public double StopLoss { get; set; }

    public double TakeProfit { get; set; }

    /// <summary>Where the stop has moved to.</summary>
    public double CurrentStop { get; set; }

    public double RiskReward { get; set; }

    /// <summary>The formula of the strategy, 0 to 1; no probability.</summary>
    public double? Score { get; set; }

    /// <summary>Measured hit rate of the strategy on this symbol, 0 to 1; null when it has no trades there.</summary>
    public double? Confidence { get; set; }

    /// <summary>Trades that the hit rate was measured on.</summary>
    public int? SampleSize { get; set; }

    /// <summary>One of <see cref="SetupStatus"/>.</summary>
    public string Status { get; set; } = SetupStatus.Pending;

    /// <summary><c>win</c>, <c>loss</c>, <c>breakeven</c>, <c>invalidated</c> or <c>missed</c>; null before the end.</summary>
    public string? Outcome { get; set; }

    public DateTime? EntryHitAt { get; set; }

    /// <summary>Price at which it was entered.</summary>
    public double? EntryFill { get; set; }

    public double? ExitPrice { get; set; }
    public double? PnlPercent { get; set; }
    public double? RMultiple { get; set; }
    public double? LastPrice { get; set; }

    /// <summary>Up to when its life was followed.</summary>
    public DateTime? CheckedTo { get; set; }

    public DateTime ValidUntil { get; set; }
    public DateTime? ClosedAt { get; set; }

    /// <summary>The picture that shows it, which may have expired since.</summary>
    public Guid? SnapshotId { get; set; }

    /// <summary>Facts, flags and management, a JSON object.</summary>
    public string Payload { get; set; } = "{}";

    public DateTime CreatedAt { get; set; }

    /// <summary>Takes a setup as it was found.</summary>
    public static StoredSetup Of(Watched watched, string module, Setup setup, MeasuredConfidence measured, DateTime now) => new()
    {
        Id = Guid.NewGuid(), UserId = watched.OwnerId, SymbolId = watched.Symbol.Id, Module = module, Strategy = setup.Strategy, Side = setup.Side.ToString().ToLowerInvariant(), Timeframe = setup.Timeframe.ToString(),
        DetectedAt = BarStore.ToTime(setup.At), OrderType = setup.Order.ToString().ToLowerInvariant(), EntryPrice = setup.Entry, StopLoss = setup.Stop, TakeProfit = setup.Target, CurrentStop = setup.Stop,
        RiskReward = setup.RewardRisk, Score = setup.Score, Confidence = measured.Rate, SampleSize = measured.Trades, ValidUntil = BarStore.ToTime(setup.ValidUntil), CreatedAt = now,
        Payload = JsonSerializer.Serialize(new Details(setup.ExtendedTarget, setup.Facts, setup.Flags, setup.Management), Json),
    };

    /// <summary>The setup as it was found.</summary>
    public Setup ToSetup()
    {
        var details = JsonSerializer.Deserialize<Details>(Payload, Json)!;
        return new Setup
        {
            Strategy = Strategy, Side = Enum.Parse<Side>(Side, ignoreCase: true), Order = Enum.Parse<OrderType>(OrderType, ignoreCase: true), Entry = EntryPrice, Stop = StopLoss, Target = TakeProfit,
            At = BarStore.ToUnix(DetectedAt), ValidUntil = BarStore.ToUnix(ValidUntil), Timeframe = Charting.Bars.Timeframe.Parse(Timeframe), Score = Score ?? 0,
            ExtendedTarget = details.ExtendedTarget, Facts = details.Facts, Flags = details.Flags, Management = details.Management,
        };
    }

    /// <summary>How far it has come, for the next walk.</summary>
    public SetupProgress ToProgress() => SetupProgress.Of(ToSetup()) with
    {
        State = Statuses.First(s => s.Value == Status).Key, Stop = CurrentStop, Checked = CheckedTo is { } to ? BarStore.ToUnix(to) : null,
        EnteredAt = EntryHitAt is { } entered ? BarStore.ToUnix(entered) : null, EntryPrice = EntryFill,
    };

    /// <summary>Takes over how far it has come.</summary>
    internal void Advance(SetupProgress progress, double? lastPrice)
    {
        Status = Statuses[progress.State];
        CurrentStop = progress.Stop;
        CheckedTo = progress.Checked is { } to ? BarStore.ToTime(to) : CheckedTo;
        EntryHitAt = progress.EnteredAt is { } entered ? BarStore.ToTime(entered) : null;
        EntryFill = progress.EntryPrice;
        LastPrice = lastPrice ?? LastPrice;
        if (progress.Outcome is not { } outcome) return;
        // A setup that nobody could enter in time was missed.
        Outcome = outcome == SetupOutcome.Expired ? "missed" : outcome.ToString().ToLowerInvariant();
        ClosedAt = BarStore.ToTime(progress.ClosedAt!.Value);
        (ExitPrice, PnlPercent, RMultiple) = (progress.ExitPrice, progress.Percent is { } percent ? Math.Round(percent, 2) : null, progress.R);
    }

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private sealed record Details(double? ExtendedTarget, IReadOnlyDictionary<string, double> Facts, IReadOnlyList<string> Flags, TradeManagement Management);
}
