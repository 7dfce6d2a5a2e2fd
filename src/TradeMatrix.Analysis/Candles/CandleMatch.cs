using System.Text.Json.Serialization;

namespace TradeMatrix.Analysis.Candles;

/// <summary>A candlestick pattern that bars show.</summary>
/// <param name="Pattern">The pattern.</param>
/// <param name="Index">Index of its last bar, at whose close it is known.</param>
/// <param name="Time">Open time of that bar, Unix milliseconds UTC.</param>
public sealed record CandleMatch([property: JsonIgnore] CandlePattern Pattern, int Index, long Time)
{
    /// <summary>Name of the pattern.</summary>
    public string Name => Pattern.Name;

    /// <summary>Which way prices are expected to go after it.</summary>
    public Direction Direction => Pattern.Direction;
}
