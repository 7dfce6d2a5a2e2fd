namespace TradeMatrix.Analysis.Setups;

/// <summary>MR-05: in the last trading days of a month that ends no quarter, a break of the day's high with volume while the fast average turns up.</summary>
internal static class MonthEnd
{
    private const int MonthsOfQuarter = 3;

    public static Setup? Find(StrategyTerms terms, SetupMoment now, Side side)
    {
        if (!IsMonthEnd(now, (int)terms["lastDays"], out var last) || now.Yesterday is not { } yesterday) return null;
        if (!(now.VolumeRatio > terms["volumeRatio"] || double.IsNaN(now.VolumeRatio)) || !HasTurned(now, side, (int)terms["slopeBars"])) return null;
        var start = now.DayStart;
        // The bar before broke the day's extreme; this one confirms it.
        if (now.Index - start < 2) return null;
        double ahead = now[start].Best(side), behind = now[start].Worst(side);
        for (var i = start; i < now.Index - 1; i++)
        {
            if (side.Gain(ahead, now[i].Best(side)) > 0) ahead = now[i].Best(side);
        }
        for (var i = start; i <= now.Index; i++)
        {
            if (side.Gain(behind, now[i].Worst(side)) < 0) behind = now[i].Worst(side);
        }
        var entry = now.Now.Close;
        if (side.Gain(ahead, now[now.Index - 1].Close) <= 0 || side.Gain(ahead, entry) <= 0) return null;
        var stop = behind - (side.Sign() * terms["stopPoints"] * now.Point);
        var swing = SwingOfDays(now, side, (int)terms["swingDays"]);
        var target = side.Gain(entry, yesterday.FirstAhead(side)) > 0 ? yesterday.FirstAhead(side) : swing;
        var setup = Strategy.Propose(terms, now, side, stop, target, double.NaN, 0, new(StringComparer.Ordinal)
        {
            ["day_high"] = ahead,
            ["day_low"] = behind,
            ["r1"] = yesterday.FirstAhead(side),
            ["swing"] = swing,
            ["volume_ratio"] = now.VolumeRatio,
        });
        if (setup is null || now.Calendar.SessionOf(last) is not { } session) return null;
        var closeBy = session.Close - (long)now.Timeframe.Duration.TotalMilliseconds;
        return setup.At < closeBy ? setup with { Management = setup.Management with { CloseBy = closeBy } } : null;
    }

    /// <summary>Whether the day is among the last trading days of its month, and which is the last.</summary>
    private static bool IsMonthEnd(SetupMoment now, int days, out int last)
    {
        var date = DateOnly.FromDateTime(DateTime.UnixEpoch.AddDays(now.Day));
        var end = now.Day + DateTime.DaysInMonth(date.Year, date.Month) - date.Day;
        last = now.Calendar.PreviousTradingDay(end + 1);
        if (date.Month % MonthsOfQuarter == 0 || !now.Calendar.IsTradingDay(now.Day)) return false;
        var first = last;
        for (var i = 1; i < days; i++) first = now.Calendar.PreviousTradingDay(first);
        return now.Day >= first;
    }

    /// <summary>Whether the fast average went the wrong way within so many bars, and goes the right way now.</summary>
    private static bool HasTurned(SetupMoment now, Side side, int bars)
    {
        if (!(side.Gain(now.Ema(20, 1), now.Ema(20)) > 0)) return false;
        for (var back = 1; back <= bars; back++)
        {
            if (side.Gain(now.Ema(20, back + 1), now.Ema(20, back)) <= 0) return true;
        }
        return false;
    }

    /// <summary>The best price of the last so many trading days before today.</summary>
    private static double SwingOfDays(SetupMoment now, Side side, int days)
    {
        var first = now.Day;
        for (var i = 0; i < days; i++) first = now.Calendar.PreviousTradingDay(first);
        var best = double.NaN;
        for (var back = now.Index - now.DayStart + 1; now.Back(back) is { } then && then.Day >= first; back++)
        {
            var price = then.Now.Best(side);
            if (double.IsNaN(best) || side.Gain(best, price) > 0) best = price;
        }
        return best;
    }
}
