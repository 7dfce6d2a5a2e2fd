namespace TradeMatrix.Analysis.Setups;

/// <summary>What the strategies MR-01 to MR-06 have in common: hours, volatility, five metrics and what is done with the stop.</summary>
internal static class Strategy
{
    /// <summary>A rule of the registry from a strategy's terms and its code.</summary>
    public static SetupRule Rule(string id, Func<StrategyTerms, SetupMoment, Side, Setup?> find)
    {
        var terms = StrategyTerms.All[id];
        return new SetupRule(id, id, terms.Name, (now, side) => IsTime(terms, now) ? find(terms, now, side) : null)
        {
            Sides = terms.Sides,
            MostPerDay = terms.MostPerDay,
            MostOpen = terms.MostOpen,
            Priority = terms.Priority,
            Overrides = terms.Overrides,
        };
    }

    /// <summary>
    /// A market order at the close, when the metrics are what the strategy requires; null when they are not, or the prices are not in order.
    /// </summary>
    /// <param name="terms">The strategy.</param>
    /// <param name="now">The moment.</param>
    /// <param name="side">Which way.</param>
    /// <param name="stop">Price of the stop.</param>
    /// <param name="target">Price of the target.</param>
    /// <param name="level">The level that the strategy trades at; NaN for none of its own.</param>
    /// <param name="boost">What speaks for it besides, added to the confidence.</param>
    /// <param name="facts">Numbers behind it.</param>
    public static Setup? Propose(StrategyTerms terms, SetupMoment now, Side side, double stop, double target, double level, double boost, Dictionary<string, double> facts)
    {
        var entry = now.Now.Close;
        var point = now.Point;
        if (terms.Numbers.TryGetValue("mostRiskPoints", out var most) && side.Gain(stop, entry) > most * point) return null;
        var metrics = MetricsOf(now, level);
        var confidence = Math.Min(1, metrics.Total + boost);
        var below = metrics.Below(terms.Required);
        var isWeak = below.Count > 0 || confidence < terms.Confidence;
        if (isWeak && now.Options.RequiresMetrics) return null;
        (facts["metric_ema"], facts["metric_pivot"], facts["metric_volume"], facts["metric_candle"], facts["metric_context"]) = metrics;
        (facts["boost"], facts["point"], facts["atr"]) = (boost, point, now.Atr);
        if (now.Propose(terms.Id, side, OrderType.Market, entry, stop, target, confidence, facts) is not { } setup) return null;
        return setup with
        {
            Management = ManagementOf(terms, point),
            Flags = [.. setup.Flags, .. below.Select(m => "weak_" + m), .. confidence < terms.Confidence ? (string[])["low_confidence"] : []],
        };
    }

    /// <summary>The five metrics at a moment.</summary>
    public static FiveMetrics MetricsOf(SetupMoment now, double level) => FiveMetrics.Of(new MetricInputs
    {
        Price = now.Now.Close,
        Ema20 = now.Ema(20),
        Ema50 = now.Ema(50),
        Ema200 = now.Ema(200),
        Pivot = now.Yesterday?.Pivot ?? double.NaN,
        R1 = now.Yesterday?.R1 ?? double.NaN,
        S1 = now.Yesterday?.S1 ?? double.NaN,
        OwnLevel = level,
        VolumeRatio = now.VolumeRatio,
        Candle = now.Candle,
        Trend = now.Trend,
        Volatility = FiveMetrics.OfPercentile(now.AtrPercentile),
    });

    /// <summary>Whether the volume is at least so many times its mean; a market without volume is not asked.</summary>
    public static bool HasVolume(SetupMoment now, double ratio) => !(now.VolumeRatio < ratio);

    /// <summary>Whether the averages lie within a distance of each other.</summary>
    public static bool IsBand(SetupMoment now, ReadOnlySpan<int> lengths, double width)
    {
        double high = double.NegativeInfinity, low = double.PositiveInfinity;
        foreach (var length in lengths) (high, low) = (Math.Max(high, now.Ema(length)), Math.Min(low, now.Ema(length)));
        return high - low <= width;
    }

    /// <summary>Whether a pattern of a list ends with the bar; the body of an engulfing or star must be at least so large a part of its range.</summary>
    public static bool HasPattern(SetupMoment now, IReadOnlyList<string> names, double bodyRatio = 0)
    {
        foreach (var pattern in now.Patterns)
        {
            if (names.Contains(pattern.Name) && (pattern.Bars == 1 || now.Candle.Body >= bodyRatio * now.Candle.Range)) return true;
        }
        return false;
    }

    /// <summary>Extra confidence when a price lies near a multiple of 100 points; only a point of fixed size makes a number round.</summary>
    public static double RoundBoost(StrategyTerms terms, SetupMoment now, double price)
    {
        if (now.Options.Point is not { } point) return 0;
        var step = terms["roundStep"] * point;
        return Math.Abs(price - (Math.Round(price / step) * step)) <= terms["roundPoints"] * point ? terms["roundBoost"] : 0;
    }

    private static bool IsTime(StrategyTerms terms, SetupMoment now)
    {
        var isOpen = false;
        foreach (var window in terms.Windows) isOpen |= now.IsIn(window);
        if (!isOpen) return false;
        var percentile = now.AtrPercentile;
        return percentile >= terms.Volatility[0] && percentile <= terms.Volatility[1];
    }

    private static TradeManagement ManagementOf(StrategyTerms terms, double point)
    {
        double? Number(string name) => terms.Numbers.TryGetValue(name, out var value) ? value : null;
        return new TradeManagement(
            Number("breakEvenR"), (Number("breakEvenPoints") ?? 0) * point, Number("trailFromR"), (Number("trailPoints") ?? 0) * point,
            Number("timeStopMinutes") is { } minutes ? TimeSpan.FromMinutes(minutes) : null);
    }
}
