using System.Globalization;
using System.Text.Json.Nodes;
using TradeMatrix.Analysis;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Core.Bars;
using TradeMatrix.Core.Charts;
using TradeMatrix.Core.Snapshots;

namespace TradeMatrix.Core.Agents;

/// <summary>Draws setups with entry, stop and target, and keeps the picture beside each.</summary>
public sealed class SetupCharts(ChartService charts, SetupStore store)
{
    private const string Profile = "clean";

    /// <summary>How many bars the ground of a setup reaches beyond its own at least.</summary>
    private const int Width = 8;

    /// <summary>A setup in words.</summary>
    public static string Words(StoredSetup setup) => string.Create(
        CultureInfo.InvariantCulture, $"{setup.Strategy} {setup.Side}: {setup.OrderType} {setup.EntryPrice:0.#####}, stop {setup.StopLoss:0.#####}, target {setup.TakeProfit:0.#####}, R:R {setup.RiskReward:0.00}");

    /// <summary>The chart of a setup, for a picture that is drawn later.</summary>
    /// <param name="symbol">Its symbol.</param>
    /// <param name="setup">The setup.</param>
    /// <param name="agent">Who found it.</param>
    /// <param name="asOf">As it stood then, Unix milliseconds UTC.</param>
    public static ChartRequest RequestOf(string symbol, StoredSetup setup, string agent, long asOf)
    {
        var timeframe = Timeframe.Parse(setup.Timeframe);
        var until = BarStore.ToTime(Math.Max(asOf, BarStore.ToUnix(setup.DetectedAt) + (Width * (long)timeframe.Duration.TotalMilliseconds)));
        return new ChartRequest
        {
            Symbol = symbol, Timeframe = timeframe, Profile = Profile, Agent = agent, AsOf = asOf, Overrides = ClosedBars.WholeDay, TriggerType = Trigger.Setup, IdempotencyKey = $"setup {setup.Id}",
            Drawings = PositionDrawings.Of(Enum.Parse<Side>(setup.Side, ignoreCase: true), setup.EntryPrice, setup.StopLoss, setup.TakeProfit, setup.DetectedAt, until),
            Metadata = new JsonObject { ["setup_id"] = setup.Id, ["strategy"] = setup.Strategy, ["side"] = setup.Side, ["entry_price"] = setup.EntryPrice, ["confidence"] = setup.Confidence },
        };
    }

    /// <summary>Draws a setup.</summary>
    /// <param name="watched">The symbol, and for whom.</param>
    /// <param name="setup">The setup.</param>
    /// <param name="agent">Who found it.</param>
    /// <param name="asOf">As it stood then, Unix milliseconds UTC.</param>
    public async Task<ChartAnswer> DrawAsync(Watched watched, StoredSetup setup, string agent, long asOf, CancellationToken cancellationToken)
    {
        var answer = await charts.GenerateAsync(watched.Owner, RequestOf(watched.Symbol.Symbol, setup, agent, asOf) with { MayUseReserve = true }, cancellationToken).ConfigureAwait(false);
        await store.SetSnapshotAsync(setup.Id, answer.Snapshot!.Id, cancellationToken).ConfigureAwait(false);
        return answer;
    }
}
