using System.Text.Json.Nodes;

namespace TradeMatrix.Web.Journal;

/// <summary>What is to be set on a trade; what is missing stays, or takes its default.</summary>
/// <param name="Symbol">Symbol or alias; a name that is in no database is kept as it is.</param>
/// <param name="Side">long or short.</param>
/// <param name="EntryPrice">Mean price of the entry.</param>
/// <param name="ExitPrice">Mean price of the exit, which closes the trade.</param>
/// <param name="PositionSize">Units, contracts or lots.</param>
/// <param name="Multiplier">Money that a move of the price by 1 earns for each unit; by default 1.</param>
/// <param name="InitialStopLoss">The stop at the entry, from which R is counted; by default the first stop_loss.</param>
/// <param name="StopLoss">Where the stop stands now.</param>
/// <param name="TakeProfit">The target.</param>
/// <param name="Pnl">Money earned after costs; by default computed.</param>
/// <param name="Commission">What was paid, positive.</param>
/// <param name="Swap">Interest; negative when it was paid.</param>
/// <param name="Currency">Of the money, such as EUR.</param>
/// <param name="Strategy">Strategy.</param>
/// <param name="Setup">Setup.</param>
/// <param name="Timeframe">Timeframe it was traded on.</param>
/// <param name="EntryTime">Time; without an offset it counts as UTC.</param>
/// <param name="ExitTime">Time; without an offset it counts as UTC.</param>
/// <param name="Notes">Own words.</param>
/// <param name="Tags">Own tags.</param>
/// <param name="Metadata">What else is known; account_balance and planned_hours are used by the journal.</param>
/// <param name="Version">When it is changed: the version that the change is based on.</param>
public sealed record TradeBody(
    string? Symbol, string? Side, decimal? EntryPrice, decimal? ExitPrice, decimal? PositionSize, decimal? Multiplier, decimal? InitialStopLoss, decimal? StopLoss, decimal? TakeProfit, decimal? Pnl, decimal? Commission, decimal? Swap,
    string? Currency, string? Strategy, string? Setup, string? Timeframe, string? EntryTime, string? ExitTime, string? Notes, IReadOnlyList<string>? Tags, JsonObject? Metadata, int? Version);
