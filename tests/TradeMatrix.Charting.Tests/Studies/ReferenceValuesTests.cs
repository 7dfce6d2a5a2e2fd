using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Tests.Studies;

/// <summary>Studies against independent values: relative 1e-9 from the first bar at which both sides have one.</summary>
public sealed class ReferenceValuesTests
{
    /// <summary>Expected file and output, our study by code or name with arguments, plot, and the first bar compared.</summary>
    public static TheoryData<string, string, string, string, int> Cases => new()
    {
        { "ema", "ema", "EMA:20", "Plot", 0 },
        { "alma", "alma", "Arnaud Legoux Moving Average:9,0.85,6", "Plot", 0 },
        { "dema", "dema", "DEMA:14", "Plot", 250 },
        { "tema", "tema", "TEMA:20", "Plot", 250 },
        { "kama", "kama", "Moving Average Adaptive:10", "Plot 1", 0 },
        { "sma", "sma", "MA:20", "Plot", 0 },
        { "wma", "wma", "WMA:14", "Plot", 0 },
        { "smma", "smma", "Smoothed Moving Average:20", "Plot", 0 },
        { "vwma", "vwma", "VWMA:14", "Plot", 0 },
        { "ma-env", "centerline", "Envelopes:20,2.5,2.5", "Average", 0 },
        { "ma-env", "upperEnvelope", "Envelopes:20,2.5,2.5", "Upper", 0 },
        { "ma-env", "lowerEnvelope", "Envelopes:20,2.5,2.5", "Lower", 0 },
        { "keltner", "upperBand", "Keltner Channels:true,20,2,close,average true range,10", "Upper", 0 },
        { "keltner", "centerline", "Keltner Channels:true,20,2,close,average true range,10", "Middle", 0 },
        { "keltner", "lowerBand", "Keltner Channels:true,20,2,close,average true range,10", "Lower", 0 },
        { "ichimoku", "tenkanSen", "Ichimoku Cloud", "ConversionLine", 0 },
        { "ichimoku", "kijunSen", "Ichimoku Cloud", "BaseLine", 0 },
        { "stdev", "stdDev", "Standard Deviation:14", "Plot", 0 },
        { "bb", "percentB", "BBR:20", "Plot", 0 },
        { "bb", "width", "BBW:20", "Plot", 0 },
        { "bb", "sma", "BB:20", "Median", 0 },
        { "bb", "upperBand", "BB:20", "Upper", 0 },
        { "bb", "lowerBand", "BB:20", "Lower", 0 },
        { "macd", "macd", "MACD", "MACD", 0 },
        { "macd", "signal", "MACD", "Signal", 0 },
        { "macd", "histogram", "MACD", "Histogram", 0 },
        { "rsi", "rsi", "RSI", "Plot", 0 },
        { "adl", "adl", "ACCD", "Plot", 0 },
        { "atr", "atr", "ATR:14", "Plot", 0 },
        { "chaikin-osc", "oscillator", "CO:3,10", "Plot", 0 },
        { "force", "forceIndex", "EFI:2", "Plot", 0 },
        { "obv", "obv", "OBV", "Plot", 0 },
        { "pivot-points", "pp", "PPS:Traditional,Monthly,30", "P", 0 },
        { "pivot-points", "s1", "PPS:Traditional,Monthly,30", "S1", 0 },
        { "pivot-points", "r1", "PPS:Traditional,Monthly,30", "R1", 0 },
        { "pivot-points", "s2", "PPS:Traditional,Monthly,30", "S2", 0 },
        { "pivot-points", "r2", "PPS:Traditional,Monthly,30", "R2", 0 },
        { "pivot-points", "s3", "PPS:Traditional,Monthly,30", "S3", 0 },
        { "pivot-points", "r3", "PPS:Traditional,Monthly,30", "R3", 0 },
        { "vol-stop", "sar", "Volatility Index:7,3", "Plot", 0 },
        { "vwap", "vwap", "VWAP:Decade,hlc3", "VWAP", 0 },
        { "awesome", "oscillator", "AO", "Plot", 0 },
        { "cci", "cci", "CCI:20,hlc3", "Plot", 0 },
        { "cmo", "cmo", "CMO:14", "Plot", 0 },
        { "crsi", "connorsRsi", "CRSI:3,2,100", "CRSI", 0 },
        { "fisher", "fisher", "FISHER:10", "Fisher", 250 },
        { "fisher", "trigger", "FISHER:10", "Trigger", 250 },
        { "mfi", "mfi", "MFI:14", "Plot", 0 },
        { "roc", "roc", "ROC:14", "ROC", 0 },
        { "roc", "momentum", "MOM:14", "Mom", 0 },
        { "stoch", "oscillator", "STOCH:14,3,3", "%K", 0 },
        { "stoch", "signal", "STOCH:14,3,3", "%D", 0 },
        { "willr", "williamsR", "WR:14", "Plot", 0 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Study_agrees_with_independent_values(string file, string output, string study, string plot, int from)
    {
        var expected = SharedData.Expected(file, output);
        var actual = StudyRun.Plot(SharedData.StudyQuotes(), StudySpec.FromCode(study), plot);

        Assert.Equal(expected.Length, actual.Length);
        var compared = 0;
        for (var i = from; i < expected.Length; i++)
        {
            if (double.IsNaN(expected[i]) || double.IsNaN(actual[i])) continue;
            compared++;
            var tolerance = Math.Max(1e-9 * Math.Abs(expected[i]), 1e-12);
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance, $"{study} {plot} bar {i}: expected {expected[i]:R}, is {actual[i]:R}");
        }
        Assert.True(compared > 200, $"only {compared} bars could be compared");
    }
}
