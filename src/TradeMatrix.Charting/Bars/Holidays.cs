namespace TradeMatrix.Charting.Bars;

/// <summary>Closed and half days of an exchange, as days since 1970-01-01, within whole years.</summary>
/// <param name="FirstYear">First year that they cover.</param>
/// <param name="LastYear">Last year that they cover.</param>
/// <param name="Closed">Closed days.</param>
/// <param name="Half">Half days.</param>
/// <param name="HalfDay">Hours of a half day.</param>
internal sealed record Holidays(int FirstYear, int LastYear, List<int> Closed, List<int> Half, DailyHours? HalfDay);
