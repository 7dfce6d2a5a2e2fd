using System.Text.Json;
using Microsoft.Data.Sqlite;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Tests;

/// <summary><c>backtest</c> on files and on an embedded database.</summary>
public sealed class BacktestTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Fact]
    public void A_file_is_replayed_and_the_measures_agree_with_the_list()
    {
        var csv = _folder.WriteBars("walk.csv", Minutes(60));
        using var json = JsonDocument.Parse(CommandRun.Of("backtest", "--setup", "orb", "--file", csv, "--exchange", "NYSE", "--spread", "0.5", "--json").Good().Out);
        var root = json.RootElement;
        Assert.Equal(("orb", "orb", "walk", "5m", "NYSE"), (root.GetProperty("setup").GetString(), root.GetProperty("strategy").GetString(), root.GetProperty("symbol").GetString(), root.GetProperty("timeframe").GetString(), root.GetProperty("exchange").GetString()));
        var list = root.GetProperty("list").EnumerateArray().ToArray();
        Assert.NotEmpty(list);
        Assert.Equal(list.Length, root.GetProperty("setups").GetInt32());
        var closed = list.Where(s => s.GetProperty("r").ValueKind == JsonValueKind.Number).ToArray();
        Assert.Equal(closed.Length, root.GetProperty("trades").GetInt32());
        // Both are after costs.
        Assert.All(closed, s => Assert.Equal(s.GetProperty("r").GetDouble() > 0 ? "win" : "loss", s.GetProperty("outcome").GetString()));
        Assert.Equal(closed.Sum(s => s.GetProperty("r").GetDouble()), root.GetProperty("sum_r").GetDouble(), 9);
        var confidence = root.GetProperty("confidence");
        Assert.Equal(closed.Count(s => s.GetProperty("outcome").GetString() == "win") / (double)confidence.GetProperty("sample_size").GetInt32(), confidence.GetProperty("hit_rate").GetDouble(), 12);
    }

    [Fact]
    public void People_get_tables()
    {
        var csv = _folder.WriteBars("walk.csv", Minutes(60));
        var text = CommandRun.Of("backtest", "--setup", "ORB", "--file", csv, "--symbol", "ACME", "--exchange", "NYSE", "--trades").Good().Out;
        Assert.StartsWith("orb: Breakout from New York's opening range\nACME 5m, NYSE, ", text, StringComparison.Ordinal);
        Assert.Contains("hit rate (won of won and lost)", text, StringComparison.Ordinal);
        Assert.Contains("known at (UTC)", text, StringComparison.Ordinal);
        Assert.Contains("hours are read from the bars", CommandRun.Of("backtest", "--setup", "orb", "--file", csv).Good().Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Bars_outside_the_hours_of_their_exchange_are_told()
    {
        const string Notice = "most bars lie outside the hours of";
        var night = BarSeries.From([.. Enumerable.Range(0, 200).Select(i => new Bar(new DateTimeOffset(2023, 1, 3, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds() + (i * 60_000L), 1, 1, 1, 1, 1))]);
        Assert.Contains(Notice, CommandRun.Of("backtest", "--setup", "orb", "--file", _folder.WriteBars("night.csv", night), "--exchange", "NYSE").Good().Out, StringComparison.Ordinal);
        Assert.DoesNotContain(Notice, CommandRun.Of("backtest", "--setup", "orb", "--file", _folder.WriteBars("walk.csv", Minutes(20)), "--exchange", "NYSE").Good().Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Costs_range_side_and_timeframe_count()
    {
        var csv = _folder.WriteBars("walk.csv", Minutes(60));
        JsonElement Run(params string[] more) => JsonDocument.Parse(CommandRun.Of(["backtest", "--setup", "orb", "--file", csv, "--exchange", "NYSE", "--json", .. more]).Good().Out).RootElement;
        var all = Run();
        Assert.True(Run("--spread", "1").GetProperty("sum_r").GetDouble() < all.GetProperty("sum_r").GetDouble());
        Assert.True(Run("--commission", "0.01").GetProperty("sum_r").GetDouble() < all.GetProperty("sum_r").GetDouble());
        Assert.Equal("1m", Run("--timeframe", "1").GetProperty("timeframe").GetString());
        var shorts = Run("--side", "short", "--from", "2023-01-20", "--to", "2023-02-20").GetProperty("list").EnumerateArray().ToArray();
        Assert.NotEmpty(shorts);
        Assert.All(shorts, s => Assert.Equal("short", s.GetProperty("side").GetString()));
        Assert.All(shorts, s => Assert.InRange(s.GetProperty("at").GetDateTimeOffset(), DateTimeOffset.Parse("2023-01-20T00:00Z"), DateTimeOffset.Parse("2023-02-21T00:00Z")));
    }

    [Fact]
    public void Stored_bars_are_replayed_with_their_exchange()
    {
        _folder.Write(".env", $"TRADEMATRIX_DATA={_folder["data"]}\nFEEDS=folder\nFEED_FOLDER={_folder.Path}\n");
        var csv = _folder.WriteBars("walk.csv", Minutes(40));
        CommandRun.Process(_folder.Path, "import", "--symbol", "DJI", "--interval", "1m", csv).Good();
        using var stored = JsonDocument.Parse(CommandRun.Process(_folder.Path, "backtest", "--setup", "orb", "--symbol", "^dji", "--json").Good().Out);
        using var file = JsonDocument.Parse(CommandRun.Of("backtest", "--setup", "orb", "--symbol", "DJI", "--file", csv, "--exchange", "NYSE", "--json").Good().Out);
        Assert.Equal(file.RootElement.GetRawText(), stored.RootElement.GetRawText());
        CommandRun.Process(_folder.Path, "backtest", "--setup", "orb", "--symbol", "NOBODY").Failed(2, "NOBODY");
        CommandRun.Process(_folder.Path, "backtest", "--setup", "orb", "--symbol", "DAX").Failed(1, "DAX: no bars are stored from which 5m can be made");
    }

    [Fact]
    public void Without_stored_bars_demonstration_bars_say_so()
    {
        _folder.Write(".env", $"TRADEMATRIX_DATA={_folder["data"]}\n");
        Assert.Contains("demonstration data", CommandRun.Process(_folder.Path, "backtest", "--setup", "orb", "--symbol", "DJI").Good().Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_usage_names_all_that_is_wrong()
    {
        CommandRun.Of("backtest", "--setup", "nope", "--exchange", "MOON", "--from", "soon", "--spread", "-1", "--pivot", "weekly")
            .Failed(2, "--setup: 'nope' must be one of asia_sweep, asia_sweep_short, y_low_rebound, y_high_rebound, orb, MR-01", "--symbol: 'missing'", "--exchange: 'MOON'", "--from: 'soon'", "--spread: '-1'", "--pivot: 'weekly' must be one of classic, close");
        CommandRun.Of("backtest", "--setup", "asia_sweep", "--symbol", "DAX", "--side", "short").Failed(2, "--side: 'short' must be long for asia_sweep");
        CommandRun.Of("backtest", "--setup", "orb", "--symbol", "DAX", "--from", "2025-02-01", "--to", "2025-01-01").Failed(2, "--to: '2025-01-01' must be later than --from 2025-02-01");
        CommandRun.Of("backtest", "--setup", "orb", "--file", _folder["none.csv"]).Failed(1, "none.csv");
        CommandRun.Of("backtest", "--setup", "orb", "--file", _folder.WriteBars("hours.csv", TemporaryFolder.Walk(50, TimeSpan.FromHours(1)))).Failed(2, "--timeframe: '1h' must be at most 15m for orb");
        CommandRun.Of("backtest", "--setup", "MR-01", "--file", _folder.WriteBars("days.csv", TemporaryFolder.Walk(50))).Failed(2, "--timeframe: '1D' must be at most 1h for MR-01");
        CommandRun.Of("backtest").Failed(2, "--setup");
    }

    /// <summary>Minutes of New York's morning on weekdays, from the open on.</summary>
    private static BarSeries Minutes(int days)
    {
        var random = new Random(7);
        var bars = new List<Bar>();
        var price = 1000.0;
        for (var day = 0; day < days; day++)
        {
            if (day % 7 > 4) continue;
            var open = new DateTimeOffset(2023, 1, 2, 14, 30, 0, TimeSpan.Zero).AddDays(day).ToUnixTimeMilliseconds();
            for (var i = 0; i < 150; i++)
            {
                var first = price;
                price = Math.Round(price + random.NextDouble() - 0.5, 2);
                bars.Add(new Bar(open + (i * 60_000L), first, Math.Max(first, price) + 0.2, Math.Min(first, price) - 0.2, price, random.Next(10, 99)));
            }
        }
        return BarSeries.From(bars);
    }
}
