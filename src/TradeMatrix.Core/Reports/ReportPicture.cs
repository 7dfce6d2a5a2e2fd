using System.Text.Json.Serialization;
using SkiaSharp;

namespace TradeMatrix.Core.Reports;

/// <summary>A picture.</summary>
/// <param name="Png">The picture as a PNG file.</param>
/// <param name="Width">Width in units of <see cref="Vector"/>; the PNG may have more pixels.</param>
/// <param name="Height">Height in the same units.</param>
/// <param name="AltText">What it shows, for whoever does not see it.</param>
/// <param name="Caption">The line beneath it; null for none.</param>
public sealed record ReportPicture([property: JsonIgnore] ReadOnlyMemory<byte> Png, int Width, int Height, string AltText, string? Caption = null) : ReportBlock
{
    /// <summary>Draws it, for formats in which lines stay lines; null when there is only the PNG.</summary>
    [JsonIgnore]
    public Action<SKCanvas>? Vector { get; init; }
}
