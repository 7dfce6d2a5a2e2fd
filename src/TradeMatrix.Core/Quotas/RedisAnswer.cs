using StackExchange.Redis;

namespace TradeMatrix.Core.Quotas;

/// <summary>What <see cref="RedisScripts.Reserve"/> says.</summary>
/// <param name="Word">One of the constants.</param>
/// <param name="Now">The time by which it decided.</param>
/// <param name="Used">Calls of the day so far.</param>
/// <param name="Value">Microseconds to wait, or calls in the last second, by the word.</param>
internal readonly record struct RedisAnswer(string Word, DateTime Now, int Used, long Value)
{
    /// <summary>A call was reserved.</summary>
    public const string Granted = "granted";

    /// <summary>The day has no call left for this agent.</summary>
    public const string Full = "full";

    /// <summary>The second has none left.</summary>
    public const string Wait = "wait";

    /// <summary>Nothing was asked for.</summary>
    public const string Status = "status";

    /// <summary>It is not the day asked about.</summary>
    public const string OtherDay = "day";

    /// <summary>Redis has no counter of the day.</summary>
    public const string Unknown = "unknown";

    public DateOnly Day => DateOnly.FromDateTime(Now);

    public static RedisAnswer Read(RedisResult result)
    {
        var parts = (RedisResult[])result!;
        return new RedisAnswer((string)parts[0]!, DateTime.UnixEpoch.AddTicks((long)parts[1] * TimeSpan.TicksPerMicrosecond), (int)parts[2], (long)parts[3]);
    }
}
