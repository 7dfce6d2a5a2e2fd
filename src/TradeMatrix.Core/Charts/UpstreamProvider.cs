using System.Diagnostics;
using TradeMatrix.Charting.Encoders;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Core.Charts.Upstream;
using TradeMatrix.Core.Quotas;

namespace TradeMatrix.Core.Charts;

/// <summary>Has charts drawn at chart-img.com. Each call is reserved of the quota before it is sent.</summary>
public sealed class UpstreamProvider(ChartImgClient client, IQuota quota, TimeProvider clock)
{
    /// <summary>Its name.</summary>
    public const string Name = "chart-img";

    /// <summary>Draws a chart.</summary>
    /// <param name="spec">What it shows; its symbol is <c>EXCHANGE:SYMBOL</c>.</param>
    /// <param name="format">PNG or JPEG.</param>
    /// <param name="agent">Who draws.</param>
    /// <param name="mayUseReserve">Whether the agent's name is believed.</param>
    /// <param name="session">The user's session at TradingView, or null.</param>
    /// <exception cref="ProviderException">It drew nothing.</exception>
    public async Task<DrawnChart> DrawAsync(ChartSpec spec, PictureFormat format, string agent, bool mayUseReserve, TradingViewSession? session, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            var picture = await client.DrawAsync(spec, format, session, token => quota.TakeAsync(agent, Name, mayUseReserve, clock, token), cancellationToken).ConfigureAwait(false);
            return new DrawnChart(picture, EmbeddedProvider.ExtensionOf(format), spec.Width, spec.Height, Name, Stopwatch.GetElapsedTime(started).TotalMilliseconds, "", clock.GetUtcNow().UtcDateTime);
        }
        catch (QuotaExceededException e)
        {
            throw new ProviderException(ErrorCode.RateLimitExceeded, e.Message, e) { RetryAfter = e.Decision.RetryAfter };
        }
        catch (UpstreamException e)
        {
            var code = e.Kind == UpstreamFailure.RateLimited ? ErrorCode.RateLimitExceeded : ErrorCode.ApiError;
            throw new ProviderException(code, $"{Name}: {e.Message}", e) { RetryAfter = e.RetryAt - clock.GetUtcNow() };
        }
        catch (Exception e) when (e is QuotaUnavailableException or UnsupportedByUpstreamException)
        {
            throw new ProviderException(ErrorCode.ApiError, $"{Name}: {e.Message}", e);
        }
    }

    /// <summary>Calls left today; null when the counters cannot be reached.</summary>
    public async Task<int?> RemainingAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await quota.StatusAsync(cancellationToken).ConfigureAwait(false)).DailyRemaining;
        }
        catch (QuotaUnavailableException)
        {
            // The chart itself is there; how many more there may be is not known now.
            return null;
        }
    }
}
