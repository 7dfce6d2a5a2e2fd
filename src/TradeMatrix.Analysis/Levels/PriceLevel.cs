namespace TradeMatrix.Analysis.Levels;

/// <summary>A price at which the market turned more than once.</summary>
/// <param name="Kind">Support below the last close, resistance above.</param>
/// <param name="Price">Mean of the swings that make it.</param>
/// <param name="Touches">How many swings make it.</param>
/// <param name="Strength">
/// 0 to 1: each touch takes away three tenths of what is missing to 1, half as much for every 150 bars that it lies back. Two fresh touches
/// are 0.51, three 0.66, five 0.83.
/// </param>
/// <param name="FirstTime">Open time of the first touch's bar, Unix milliseconds UTC.</param>
/// <param name="LastTime">Open time of the last touch's bar, Unix milliseconds UTC.</param>
public sealed record PriceLevel(LevelKind Kind, double Price, int Touches, double Strength, long FirstTime, long LastTime);
