namespace TradeMatrix.Testing.ChartImg;

/// <summary>A key's calls: a token bucket a second, a count a UTC day.</summary>
internal sealed class ChartImgAccount(ChartImgPlan plan, TimeProvider time)
{
    private readonly Lock _gate = new();
    private double _tokens = plan.Burst;
    private DateTimeOffset _filled = time.GetUtcNow();
    private DateOnly _day;
    private int _today;

    public ChartImgPlan Plan => plan;

    /// <summary>Counts a call; the text of the refusal when there is none left.</summary>
    public string? Count()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var day = DateOnly.FromDateTime(now.UtcDateTime);
            if (day != _day) (_day, _today) = (day, 0);
            _tokens = Math.Min(plan.Burst, _tokens + ((now - _filled).TotalSeconds * plan.PerSecond));
            _filled = now;
            if (_today >= plan.PerDay) return "Limit Exceeded";
            if (_tokens < 1) return "Too Many Requests";
            _tokens--;
            _today++;
            return null;
        }
    }
}
