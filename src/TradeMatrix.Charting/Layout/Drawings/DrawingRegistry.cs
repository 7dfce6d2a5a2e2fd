using System.Collections.Frozen;

namespace TradeMatrix.Charting.Layout.Drawings;

/// <summary>Every drawing that can be laid out, by the name it has in the catalogue.</summary>
internal static class DrawingRegistry
{
    private static readonly Drawing[] Table =
    [
        HorizontalLine.Drawing,
    ];

    /// <summary>All drawings by name.</summary>
    public static FrozenDictionary<string, Drawing> All { get; } = Table.ToFrozenDictionary(d => d.Name, StringComparer.Ordinal);
}
