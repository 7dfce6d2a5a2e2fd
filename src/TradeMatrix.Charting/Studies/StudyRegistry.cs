using System.Collections.Frozen;

namespace TradeMatrix.Charting.Studies;

/// <summary>Every study that can be computed, by the name it has in the catalogue.</summary>
public static class StudyRegistry
{
    private static readonly Study[] Table =
    [
        // Averages
        ArnaudLegouxMovingAverage.Study,
        DoubleEma.Study,
        HullMovingAverage.Study,
        LeastSquaresMovingAverage.Study,
        LinearRegressionCurve.Study,
        MaCross.Study,
        MaWithEmaCross.Study,
        McGinleyDynamic.Study,
        MovingAverage.Study,
        MovingAverageAdaptive.Study,
        MovingAverageDouble.Study,
        MovingAverageExponential.Study,
        MovingAverageHamming.Study,
        MovingAverageMultiple.Study,
        MovingAverageTriple.Study,
        MovingAverageWeighted.Study,
        SmoothedMovingAverage.Study,
        TripleEma.Study,
        VolumeWeightedMovingAverage.Study,

        // Channels
        BollingerBands.Study,
        DonchianChannels.Study,
        Envelopes.Study,
        KeltnerChannels.Study,
        MovingAverageChannel.Study,
        PriceChannel.Study,
        StandardErrorBands.Study,

        // Oscillators
        BollingerBandsPercentB.Study,
        Macd.Study,
        RelativeStrengthIndex.Study,

        // Trend
        IchimokuCloud.Study,
        LinearRegressionSlope.Study,
        WilliamsAlligator.Study,

        // Volatility
        BollingerBandsWidth.Study,
        StandardDeviation.Study,
        StandardErrorStudy.Study,
        ChandeKrollStop.Study,
        ParabolicSar.Study,
        SuperTrend.Study,

        // Volatility
        AverageTrueRange.Study,
        ChaikinVolatility.Study,
        HistoricalVolatility.Study,
        VolatilityCloseToClose.Study,
        VolatilityIndex.Study,
        VolatilityOhlc.Study,
        VolatilityStop.Study,
        VolatilityZeroTrendCloseToClose.Study,

        // Volume
        AccumulationDistribution.Study,
        ChaikinMoneyFlow.Study,
        ChaikinOscillator.Study,
        EaseOfMovement.Study,
        EldersForceIndex.Study,
        KlingerOscillator.Study,
        NetVolume.Study,
        OnBalanceVolume.Study,
        PriceVolumeTrend.Study,
        VolumeOscillator.Study,
        VolumeProfileVisibleRange.Study,
        VolumeStudy.Study,
        Vwap.Study,
        VwapAutoAnchored.Study,

        // Levels
        MoonPhases.Study,
        PivotPointsHighLow.Study,
        PivotPointsStandard.Study,
        WilliamsFractal.Study,
        ZigZag.Study,
    ];

    /// <summary>All studies by full name.</summary>
    public static FrozenDictionary<string, Study> All { get; } = Table.ToFrozenDictionary(s => s.Name, StringComparer.Ordinal);
}
