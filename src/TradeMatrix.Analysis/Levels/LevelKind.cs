namespace TradeMatrix.Analysis.Levels;

/// <summary>Which side of the price a level lies on.</summary>
public enum LevelKind
{
    /// <summary>Below the last close.</summary>
    Support,

    /// <summary>Above the last close.</summary>
    Resistance,
}
