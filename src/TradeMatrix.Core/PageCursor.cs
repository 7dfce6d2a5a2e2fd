using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace TradeMatrix.Core;

/// <summary>A place in a list that is ordered by time and id, newest first.</summary>
/// <param name="At">Time of the row there, UTC.</param>
/// <param name="Id">Its id.</param>
public sealed record PageCursor(DateTime At, Guid Id)
{
    /// <summary>Reads what <see cref="ToString"/> wrote; null when it is something else.</summary>
    public static PageCursor? TryParse(string text)
    {
        if (text.Length > 100 || !Base64Url.IsValid(text)) return null;
        var parts = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text)).Split('.');
        return parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTime.MaxValue.Ticks && Guid.TryParse(parts[1], out var id)
            ? new PageCursor(new DateTime(ticks, DateTimeKind.Utc), id)
            : null;
    }

    /// <summary>Letters, digits, - and _.</summary>
    public override string ToString() => Base64Url.EncodeToString(Encoding.ASCII.GetBytes($"{At.Ticks}.{Id}"));
}
