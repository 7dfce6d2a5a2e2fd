
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
        AccumulativeSwingIndex.Study,
        AdvanceDecline.Study,
        Aroon.Study,
        AverageDirectionalIndex.Study,
        AwesomeOscillator.Study,
        BalanceOfPower.Study,
        BollingerBandsPercentB.Study,
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
        ChandeKrollStop.Study,
        IchimokuCloud.Study,
        LinearRegressionSlope.Study,
        ParabolicSar.Study,
        SuperTrend.Study,
        WilliamsAlligator.Study,

        // Volatility
        AverageTrueRange.Study,
        BollingerBandsWidth.Study,
        ChaikinVolatility.Study,
        HistoricalVolatility.Study,
        StandardDeviation.Study,
        StandardErrorStudy.Study,
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
    public static IReadOnlyDictionary<string, Study> All { get; } = Table.ToDictionary(s => s.Name, StringComparer.Ordinal);
}
