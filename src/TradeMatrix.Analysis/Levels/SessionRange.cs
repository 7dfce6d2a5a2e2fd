namespace TradeMatrix.Analysis.Levels;

/// <summary>What prices did in a window of the day.</summary>
/// <param name="Name">The window's name.</param>
/// <param name="Date">Date in the window's zone.</param>
/// <param name="Start">Start of the window, Unix milliseconds UTC.</param>
/// <param name="End">Its end.</param>
/// <param name="Open">First price.</param>
/// <param name="High">Highest price.</param>
/// <param name="Low">Lowest price.</param>
/// <param name="Close">Last price.</param>
/// <param name="Bars">Bars that lie in it.</param>
/// <param name="IsComplete">Whether the series reaches its end; until then high and low may still move.</param>
public sealed record SessionRange(string Name, DateOnly Date, long Start, long End, double Open, double High, double Low, double Close, int Bars, bool IsComplete);
