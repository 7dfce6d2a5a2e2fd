using System.Globalization;
using System.Text.Json.Nodes;
using TradeMatrix.Core.Alerts;
using TradeMatrix.Core.Alerts.Rules;
using TradeMatrix.Core.Quotas;
using TradeMatrix.Core.Tasks;

namespace TradeMatrix.Core.Agents;

/// <summary>Looks hourly how many of the day's calls to the image provider are used, how many are left and how many the day will take, and tells administrators at the thresholds.</summary>
public sealed class UsageMonitor(IQuota quota, AlertService alerts, TimeProvider clock) : IScheduledTask
{
    /// <summary>Before so much of the day has passed, its pace says nothing.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromHours(2);

    /// <inheritdoc/>
    public TaskDefinition Definition { get; } = new("monitor.check_chart_usage", "Looks how many of the day's calls to the image provider are used, left and to be expected")
    {
        Schedule = "0 * * * * UTC", TimeLimit = TimeSpan.FromMinutes(1), Expiry = TimeSpan.FromMinutes(30),
    };

    /// <inheritdoc/>
    public async Task<JsonObject> RunAsync(TaskCall call, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var status = await quota.StatusAsync(cancellationToken).ConfigureAwait(false);
        var forecast = Forecast(status.DailyUsed, now.TimeOfDay);
        var draft = status.Level != QuotaLevel.Ok ? UsageAlert.Of(new QuotaNotice(DateOnly.FromDateTime(now), status.Level, status.DailyUsed, status.DailyLimit))
            : forecast > status.DailyLimit ? Outlook(status, forecast.Value, now)
            : null;
        var isNew = draft is not null && await alerts.RaiseAsync(owner: null, draft, cancellationToken).ConfigureAwait(false) is not null;
        return new JsonObject { ["used"] = status.DailyUsed, ["remaining"] = status.DailyRemaining, ["forecast"] = forecast, ["level"] = status.Level.ToString().ToLowerInvariant(), ["alerts"] = isNew ? 1 : 0 };
    }

    /// <summary>Calls of the whole day at the pace of what has passed of it; null while that is too little.</summary>
    /// <param name="used">Calls so far.</param>
    /// <param name="passed">Since midnight UTC.</param>
    internal static int? Forecast(int used, TimeSpan passed) => passed < Shortest ? null : (int)Math.Min(int.MaxValue, Math.Round(used / passed.TotalDays));

    private static AlertDraft Outlook(QuotaStatus status, int forecast, DateTime now)
    {
        var end = now.Date + (now.TimeOfDay * ((double)status.DailyLimit / status.DailyUsed));
        return new AlertDraft
        {
            Kind = AlertKind.Usage,
            Severity = AlertSeverity.Info,
            Title = string.Create(CultureInfo.InvariantCulture, $"Chart calls: {forecast} expected, {status.DailyLimit} allowed"),
            Text = string.Create(CultureInfo.InvariantCulture, $"At this pace the day's calls to the image provider end at {end:HH:mm} UTC."),
            Facts = new JsonObject { ["used"] = status.DailyUsed, ["limit"] = status.DailyLimit, ["forecast"] = forecast },
            DedupeKey = string.Create(CultureInfo.InvariantCulture, $"usage {now:yyyy-MM-dd} forecast"),
            CoolDown = TimeSpan.FromDays(2),
        };
    }
}
