namespace TradeMatrix.Charting.Layout;

/// <summary>Moves the boxes on a price scale apart, so that none covers another. A fixed box stays where it is.</summary>
internal static class LabelStack
{
    /// <summary>The labels with their areas; where there is no room for all, the later ones are left out.</summary>
    /// <param name="labels">Labels in the order of their importance.</param>
    /// <param name="scale">The price scale of the pane.</param>
    /// <param name="height">Height of a box, pixels.</param>
    public static List<ScaleLabel> Place(IEnumerable<ScaleLabel> labels, PixelRect scale, double height)
    {
        if (scale.Height < height) return [];
        var shown = labels.Where(l => l.Position >= scale.Top && l.Position <= scale.Bottom).ToList();
        var @fixed = shown.Find(l => l.IsFixed);
        if (@fixed is null) return Segment(shown, scale, scale.Top, scale.Bottom, height);
        var top = Math.Clamp(@fixed.Position - (height / 2), scale.Top, scale.Bottom - height);
        var above = shown.Where(l => l != @fixed && l.Position <= @fixed.Position);
        var below = shown.Where(l => l != @fixed && l.Position > @fixed.Position);
        return [
            .. Segment(above, scale, scale.Top, top, height),
            At(@fixed, scale, top, height),
            .. Segment(below, scale, top + height, scale.Bottom, height)];
    }

    private static List<ScaleLabel> Segment(IEnumerable<ScaleLabel> labels, PixelRect scale, double top, double bottom, double height)
    {
        var sorted = labels.Take((int)((bottom - top) / height)).OrderBy(l => l.Position).ToList();
        var tops = new double[sorted.Count];
        for (var i = 0; i < tops.Length; i++)
            tops[i] = Math.Max(sorted[i].Position - (height / 2), i == 0 ? top : tops[i - 1] + height);
        for (var i = tops.Length - 1; i >= 0; i--)
            tops[i] = Math.Min(tops[i], (i == tops.Length - 1 ? bottom : tops[i + 1]) - height);
        return [.. sorted.Select((l, i) => At(l, scale, tops[i], height))];
    }

    private static ScaleLabel At(ScaleLabel label, PixelRect scale, double top, double height) =>
        label with { Area = new PixelRect(scale.Left + 1, top, scale.Right - 3, top + height) };
}
