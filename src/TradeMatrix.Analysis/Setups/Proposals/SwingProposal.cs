using TradeMatrix.Analysis.Swings;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Charting.Studies;

namespace TradeMatrix.Analysis.Setups;

/// <summary>A trade from the swings of the last bars of any timeframe, for callers that send nothing but bars.</summary>
public static class SwingProposal
{
    /// <summary>Fewest bars that say something. Below 50 the average over 50 is not known, and is not asked.</summary>
    public const int LeastBars = 20;

    private const int LevelBars = 50, Levels = 3, VolumeBars = 10;
    private const double Slippage = 0.001;

    /// <summary>The trade, or null when highs, lows and averages do not agree, or there are fewer than <see cref="LeastBars"/>.</summary>
    /// <param name="bars">Closed bars without gaps, oldest first.</param>
    public static Proposal? Of(BarSeries bars)
    {
        ArgumentNullException.ThrowIfNull(bars);
        var last = bars.Count - 1;
        if (bars.Count < LeastBars) return null;
        var (close, fast, slow) = (bars.Close[last], MovingAverages.Exponential(bars.Close, 20)[last], bars.Count < 50 ? double.NaN : MovingAverages.Exponential(bars.Close, 50)[last]);
        if (SideOf(bars, close, fast, slow) is not { } side) return null;
        var strength = Math.Abs(fast - slow) / slow > 0.01 ? 0.8 : 0.6;
        var atr = AverageRange.Of(bars)[last];

        var swings = Fractals.Of(bars.Slice(Math.Max(0, bars.Count - LevelBars), Math.Min(LevelBars, bars.Count)));
        double[] Ends(bool highs) => [.. swings.Where(s => s.IsHigh == highs).Select(s => s.Price).OrderBy(p => highs ? -p : p).Take(Levels)];
        double[] behind = Ends(side == Side.Short), ahead = Ends(side == Side.Long);
        var entry = close * (1 + (side.Sign() * Slippage));
        var stop = behind.Length > 0 ? behind[0] - (side.Sign() * 0.5 * atr) : entry - (side.Sign() * 1.5 * atr);
        var risk = side.Gain(stop, entry);
        if (!(risk > 0)) return null;
        var target = entry + (side.Sign() * Math.Max(2 * risk, ahead.Length > 0 ? side.Gain(entry, ahead[0]) + (0.5 * atr) : 0));
        var proposal = new Proposal(side, entry, stop, target, 0);
        return proposal with { Confidence = Math.Min(1, (0.4 * strength) + Momentum(side, RelativeStrength(bars)) + Reward(proposal.RewardRisk) + Volume(bars)) };
    }

    /// <summary>The side of a trend: all highs and lows of the last bars in steps one way, and price and averages in order.</summary>
    private static Side? SideOf(BarSeries bars, double close, double fast, double slow)
    {
        var swings = Fractals.Of(bars.Slice(bars.Count - LeastBars, LeastBars), reach: 1);
        double[] highs = [.. swings.Where(s => s.IsHigh).Select(s => s.Price)], lows = [.. swings.Where(s => !s.IsHigh).Select(s => s.Price)];
        if (highs.Length < 2 || lows.Length < 2) return null;
        if (AreSteps(highs, 1) && AreSteps(lows, 1) && close > fast && !(fast <= slow)) return Side.Long;
        return AreSteps(highs, -1) && AreSteps(lows, -1) && close < fast && !(fast >= slow) ? Side.Short : null;
    }

    private static bool AreSteps(double[] prices, int sign)
    {
        for (var i = 1; i < prices.Length; i++)
        {
            if (Math.Sign(prices[i] - prices[i - 1]) != sign) return false;
        }
        return true;
    }

    private static double RelativeStrength(BarSeries bars) =>
        StudyCalculator.Compute(StudySpec.FromCode("RSI:14"), bars, Timeframe.D1, ExchangeCalendar.Continuous("Etc/UTC")).Plots[0].Values[^1];

    private static double Momentum(Side side, double rsi)
    {
        var own = side == Side.Long ? rsi is >= 40 and <= 70 : rsi is >= 30 and <= 60;
        return own ? 0.2 : rsi is >= 30 and <= 70 ? 0.1 : 0;
    }

    private static double Reward(double ratio) => ratio switch { >= 2.5 => 0.2, >= 2 - 1e-9 => 0.15, >= 1.5 => 0.1, _ => 0 };

    private static double Volume(BarSeries bars)
    {
        double sum = 0;
        foreach (var v in bars.Volume[^VolumeBars..]) sum += v;
        var ratio = bars.Volume[^1] * VolumeBars / sum;
        return ratio > 1.2 ? 0.2 : ratio > 1 ? 0.1 : 0;
    }
}
