namespace TradeMatrix.Core;

/// <summary>A part of a list, newest first.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Next">Where the next page begins; null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Rows, PageCursor? Next)
{
    /// <summary>A page of rows that were asked for with one more than it holds.</summary>
    internal static Page<T> Of(List<T> rows, int limit, Func<T, PageCursor> cursor)
    {
        if (rows.Count <= limit) return new Page<T>(rows, null);
        rows.RemoveRange(limit, rows.Count - limit);
        return new Page<T>(rows, cursor(rows[^1]));
    }
}
