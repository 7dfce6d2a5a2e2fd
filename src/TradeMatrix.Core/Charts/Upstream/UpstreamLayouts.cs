using TradeMatrix.Core.Quotas;

namespace TradeMatrix.Core.Charts.Upstream;

/// <summary>Has layouts that are saved at TradingView drawn at chart-img.com, each call reserved of the quota before it is sent.</summary>
public sealed class UpstreamLayouts(ChartImgClient client, IQuota quota, TimeProvider clock)
{
    /// <summary>Draws a layout.</summary>
    /// <param name="id">Id of the layout, letters and digits.</param>
    /// <param name="stores">Whether chart-img.com keeps the picture and answers with its address.</param>
    /// <param name="body">The request's body, which is passed on.</param>
    /// <param name="session">The user's session at TradingView, or null.</param>
    /// <param name="agent">Who asks.</param>
    /// <exception cref="ServiceException">The quota is used up, or no answer came.</exception>
    public async Task<UpstreamAnswer> DrawAsync(string id, bool stores, string body, TradingViewSession? session, string agent, CancellationToken cancellationToken)
    {
        try
        {
            return await client.LayoutAsync(id, stores, body, session, token => quota.TakeAsync(agent, UpstreamProvider.Name, mayUseReserve: false, clock, token), cancellationToken).ConfigureAwait(false);
        }
        catch (QuotaExceededException e)
        {
            throw new ServiceException(ErrorCode.RateLimitExceeded, e.Message) { RetryAfter = e.Decision.RetryAfter };
        }
        catch (UpstreamException e) when (e.Status is { } status && (int)status is >= 400 and < 500 and not 429)
        {
            return new UpstreamAnswer((int)status, [], "application/json") { Message = e.Message };
        }
        catch (UpstreamException e)
        {
            throw new ServiceException(e.Kind == UpstreamFailure.RateLimited ? ErrorCode.RateLimitExceeded : ErrorCode.ApiError, $"{UpstreamProvider.Name}: {e.Message}");
        }
    }
}
