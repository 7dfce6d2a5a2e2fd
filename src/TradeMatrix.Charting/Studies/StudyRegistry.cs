using System.Collections.Frozen;

namespace TradeMatrix.Charting.Studies;

/// <summary>Every study that can be computed, by the name it has in the catalogue.</summary>
public static class StudyRegistry
{
    private static readonly Study[] Table =
    [
        // Averages
        MovingAverageExponential.Study,

        // Channels
        BollingerBands.Study,

        // Oscillators
        Macd.Study,
        RelativeStrengthIndex.Study,

        // Trend

        // Volatility

        // Volume
        VolumeStudy.Study,

        // Levels
    ];

    /// <summary>All studies by full name.</summary>
    public static FrozenDictionary<string, Study> All { get; } = Table.ToFrozenDictionary(s => s.Name, StringComparer.Ordinal);
}
