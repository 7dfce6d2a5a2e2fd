namespace TradeMatrix.Core.Alerts;

/// <summary>Tells those in this process who deliver that there may be something to deliver.</summary>
public sealed class AlertSignal
{
    private volatile TaskCompletionSource _next = New();

    /// <summary>Ends at the next signal. To be taken before one looks for work, so that none is missed.</summary>
    public Task Next => _next.Task;

    /// <summary>Gives the signal.</summary>
    public void Give() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
