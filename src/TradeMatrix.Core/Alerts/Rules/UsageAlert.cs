using System.Globalization;
using System.Text.Json.Nodes;
using TradeMatrix.Core.Quotas;

namespace TradeMatrix.Core.Alerts.Rules;

/// <summary>What administrators hear when the day's calls to the image provider reach 80, 90, 95 or 100 %.</summary>
public static class UsageAlert
{
    /// <summary>The alert of a notice, to be raised for nobody in particular; once for a day and level.</summary>
    public static AlertDraft Of(QuotaNotice notice)
    {
        var share = notice.Limit > 0 ? 100.0 * notice.Used / notice.Limit : 100;
        return new AlertDraft
        {
            Kind = AlertKind.Usage,
            Severity = notice.Level switch { QuotaLevel.Critical or QuotaLevel.Refused => AlertSeverity.Critical, QuotaLevel.Alert => AlertSeverity.Warning, _ => AlertSeverity.Info },
            Title = string.Create(CultureInfo.InvariantCulture, $"Chart calls: {notice.Used} of {notice.Limit} used ({Math.Floor(share):0} %)"),
            Text = notice.Level switch
            {
                QuotaLevel.Refused => "No more pictures come from the provider until midnight UTC; the own engine draws.",
                QuotaLevel.Critical => "Only MorningPlanner and JournalBot may still call the provider today.",
                _ => "Calls to the image provider are running out for today (UTC).",
            },
            Facts = new JsonObject { ["day"] = notice.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ["level"] = notice.Level.ToString(), ["used"] = notice.Used, ["limit"] = notice.Limit },
            DedupeKey = string.Create(CultureInfo.InvariantCulture, $"usage {notice.Day:yyyy-MM-dd} {notice.Level}"),
            CoolDown = TimeSpan.FromDays(2),
        };
    }
}
