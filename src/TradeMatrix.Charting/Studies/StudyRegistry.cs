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
        AccumulativeSwingIndex.Study,
        AdvanceDecline.Study,
        Aroon.Study,
        AverageDirectionalIndex.Study,
        AwesomeOscillator.Study,
        BalanceOfPower.Study,
        ChandeMomentumOscillator.Study,
        ChopZone.Study,
        ChoppinessIndex.Study,
        CommodityChannelIndex.Study,
        ConnorsRsi.Study,
        CoppockCurve.Study,
        CorrelationCoefficient.Study,
        DetrendedPriceOscillator.Study,
        DirectionalMovement.Study,
        FisherTransform.Study,
        KnowSureThing.Study,
        Macd.Study,
        MajorityRule.Study,
        MassIndex.Study,
        Momentum.Study,
        MoneyFlowIndex.Study,
        PriceOscillator.Study,
        RateOfChange.Study,
        RelativeStrengthIndex.Study,
        RelativeVigorIndex.Study,
        RelativeVolatilityIndex.Study,
        SmiErgodic.Study,
        Stochastic.Study,
        StochasticRsi.Study,
        TrendStrengthIndex.Study,
        Trix.Study,
        TrueStrengthIndex.Study,
        UltimateOscillator.Study,
        VortexIndicator.Study,
        WilliamsPercentRange.Study,

        // Trend

        // Volatility

        // Volume
        VolumeStudy.Study,

        // Levels
    ];

    /// <summary>All studies by full name.</summary>
    public static FrozenDictionary<string, Study> All { get; } = Table.ToFrozenDictionary(s => s.Name, StringComparer.Ordinal);
}
