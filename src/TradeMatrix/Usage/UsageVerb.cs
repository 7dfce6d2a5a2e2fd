using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TradeMatrix.Core.Quotas;
using TradeMatrix.Options;
using TradeMatrix.Serving;
using TradeMatrix.Values;

namespace TradeMatrix.Usage;

/// <summary><c>tradematrix usage</c>: the upstream quota and who used it.</summary>
internal sealed class UsageVerb
{
    private readonly Option<string> _days = new("--days") { Description = "Days of the history, 1 to 366. Default: 7.", HelpName = "count" };
    private readonly Option<bool> _json = new("--json") { Description = "Prints JSON." };

    /// <summary>Makes the verb.</summary>
    public static Verb Create(Terminal terminal)
    {
        var usage = new UsageVerb();
        var verb = new Verb("usage", "Tells the upstream quota: used, left, when it begins anew, and who used it.", "tradematrix usage --days 30") { usage._days, usage._json };
        verb.SetAction((result, cancellationToken) => usage.RunAsync(new OptionReader(result), terminal, cancellationToken));
        return verb;
    }

    private Task<int> RunAsync(OptionReader reader, Terminal terminal, CancellationToken cancellationToken)
    {
        var (days, json) = (reader.Int(_days, 1, 366) ?? 7, reader.Flag(_json));
        reader.ThrowIfWrong();
        return ServiceCommand.RunAsync(async services =>
        {
            var status = await services.GetRequiredService<IQuota>().StatusAsync(cancellationToken).ConfigureAwait(false);
            var today = DateOnly.FromDateTime(services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);
            var history = await services.GetRequiredService<UsageHistory>().HistoryAsync(today.AddDays(1 - days), today, cancellationToken).ConfigureAwait(false);
            if (json)
            {
                await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(new
                {
                    used = status.DailyUsed, remaining = status.DailyRemaining, limit = status.DailyLimit, per_second = status.PerSecondLimit, level = status.Level.ToString().ToLowerInvariant(), reset_at = status.ResetAt,
                    history = history.Select(h => new { day = h.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), agent = h.Agent, provider = h.Provider, calls = h.Calls }),
                })).ConfigureAwait(false);
                return ExitCode.Good;
            }
            await terminal.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"chart-img: {status.DailyUsed} of {status.DailyLimit} calls used today ({status.Percentage:0.#} %), {status.DailyRemaining} left, at most {status.PerSecondLimit} a second; begins anew at {status.ResetAt:yyyy-MM-dd HH:mm} UTC")).ConfigureAwait(false);
            await terminal.Out.FlushAsync(cancellationToken).ConfigureAwait(false);
            if (history.Count > 0)
                ConsoleTable.Write(terminal.Output, terminal.Width, [("day", false), ("agent", false), ("provider", false), ("charts", true)],
                    history.Select(h => (string[])[h.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), h.Agent, h.Provider, h.Calls.ToString(CultureInfo.InvariantCulture)]));
            return ExitCode.Good;
        }, cancellationToken);
    }
}
