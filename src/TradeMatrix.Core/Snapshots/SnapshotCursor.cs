using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace TradeMatrix.Core.Snapshots;

/// <summary>A place in a list of snapshots, newest first.</summary>
/// <param name="CreatedAt">When the snapshot there was made, UTC.</param>
/// <param name="Id">Its id.</param>
public sealed record SnapshotCursor(DateTime CreatedAt, Guid Id)
{
    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static SnapshotCursor? TryParse(string text)
    {
        if (!Base64Url.IsValid(text) || text.Length > 100) return null;
        var parts = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text)).Split('.');
        return parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTime.MaxValue.Ticks && Guid.TryParse(parts[1], out var id)
            ? new SnapshotCursor(new DateTime(ticks, DateTimeKind.Utc), id)
            : null;
    }

    /// <summary>Letters, digits, - and _.</summary>
    public override string ToString() => Base64Url.EncodeToString(Encoding.ASCII.GetBytes($"{CreatedAt.Ticks}.{Id}"));
}
