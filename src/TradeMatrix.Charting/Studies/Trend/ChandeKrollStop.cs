namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Chande Kroll Stop (Tushar Chande and Stanley Kroll, 1994): the short stop is the highest of the last q values of highest high of p less
/// x average true ranges of p (Wilder's); the long stop the lowest of lowest low plus as many.
/// </summary>
internal static class ChandeKrollStop
{
    public static readonly Study Study = new("Chande Kroll Stop", s => WarmUp.Wilder(s.Int("in_0")) + s.Int("in_2"), Compute);

    private static StudyValues Compute(StudyContext x)
    {
        var (p, multiplier, q) = (x.Int("in_0"), x.Number("in_1"), x.Int("in_2"));
        var range = AverageTrueRange.Of(x.Bars, p);
        var fromHigh = Rolling.Combine(Rolling.Highest(x.Bars.High, p), range, (high, r) => high - (multiplier * r));
        var fromLow = Rolling.Combine(Rolling.Lowest(x.Bars.Low, p), range, (low, r) => low + (multiplier * r));
        return new(new("Long", Rolling.Lowest(fromLow, q)), new("Short", Rolling.Highest(fromHigh, q)));
    }
}
