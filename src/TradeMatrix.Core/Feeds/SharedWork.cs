using System.Collections.Concurrent;

namespace TradeMatrix.Core.Feeds;

/// <summary>Does once what several ask for at the same time. Those who wait may leave; the work goes on.</summary>
internal sealed class SharedWork<TKey, TResult>
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Lazy<Task<TResult>>> _running = new();

    /// <summary>Joins the work of a key that is under way, or begins it.</summary>
    /// <param name="key">What the work is.</param>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Ends the wait, not the work.</param>
    public Task<TResult> RunAsync(TKey key, Func<Task<TResult>> work, CancellationToken cancellationToken) =>
        _running.GetOrAdd(key, k => new Lazy<Task<TResult>>(() => DoAsync(k, work))).Value.WaitAsync(cancellationToken);

    private async Task<TResult> DoAsync(TKey key, Func<Task<TResult>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        finally
        {
            // Whoever asks later wants the work done anew.
            _running.TryRemove(key, out _);
        }
    }
}
