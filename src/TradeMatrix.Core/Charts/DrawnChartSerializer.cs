using System.Buffers.Binary;
using System.Text.Json;
using ZiggyCreatures.Caching.Fusion.Internals.Distributed;
using ZiggyCreatures.Caching.Fusion.Serialization;

namespace TradeMatrix.Core.Charts;

/// <summary>
/// Writes a cached picture for Redis: the length of a JSON head, the head with all but the bytes, and the bytes as they are.
/// </summary>
internal sealed class DrawnChartSerializer : IFusionCacheSerializer
{
    public byte[] Serialize<T>(T? obj)
    {
        if (obj is not FusionCacheDistributedEntry<DrawnChart> { Value: { } chart } entry) return JsonSerializer.SerializeToUtf8Bytes(obj);
        var head = JsonSerializer.SerializeToUtf8Bytes(new FusionCacheDistributedEntry<DrawnChart>(chart with { Bytes = [] }, entry.Timestamp, entry.LogicalExpirationTimestamp, entry.Tags, entry.Metadata));
        var bytes = new byte[4 + head.Length + chart.Bytes.Length];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, head.Length);
        head.CopyTo(bytes, 4);
        chart.Bytes.CopyTo(bytes, 4 + head.Length);
        return bytes;
    }

    public T? Deserialize<T>(byte[] data)
    {
        if (typeof(T) != typeof(FusionCacheDistributedEntry<DrawnChart>)) return JsonSerializer.Deserialize<T>(data);
        var length = BinaryPrimitives.ReadInt32LittleEndian(data);
        var entry = JsonSerializer.Deserialize<FusionCacheDistributedEntry<DrawnChart>>(data.AsSpan(4, length))!;
        entry.Value = entry.Value with { Bytes = data[(4 + length)..] };
        return (T)(object)entry;
    }

    public ValueTask<byte[]> SerializeAsync<T>(T? obj, CancellationToken token = default) => ValueTask.FromResult(Serialize(obj));

    public ValueTask<T?> DeserializeAsync<T>(byte[] data, CancellationToken token = default) => ValueTask.FromResult(Deserialize<T>(data));
}
