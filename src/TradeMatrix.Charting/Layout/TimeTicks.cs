using System.Globalization;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Charting.Layout;

/// <summary>
/// Labels of the time scale. A bar that begins a larger unit outweighs one that begins a smaller one: labels are set
/// heaviest first, each at its distance from those already set, so that a year replaces a month and a month a day.
/// </summary>
internal static class TimeTicks
{
    private static readonly int[] RoundMinutes = [720, 360, 240, 180, 120, 60, 30, 15, 10, 5, 1];

    /// <summary>The labels, left to right.</summary>
    /// <param name="time">The time scale.</param>
    /// <param name="bars">The bars.</param>
    /// <param name="clock">Zone of the labels.</param>
    /// <param name="style">Font of the labels.</param>
    public static List<ScaleTick> Of(TimeScale time, BarSeries bars, ChartClock clock, TextStyle style)
    {
        var candidates = new List<(int Index, int Weight, DateTime Local)>();
        // Where bars are thinner than pixels, only unit boundaries matter; finer ones cannot be told apart anyway.
        var least = time.Spacing < 0.2 ? Weights.Month : 1;
        var before = time.FirstVisible > 0 ? clock.Local(bars.Time[time.FirstVisible - 1]) : default;
        for (var i = time.FirstVisible; i < time.EndVisible; i++)
        {
            var local = clock.Local(bars.Time[i]);
            var weight = Weights.Of(before, local);
            before = local;
            if (weight >= least && (i > 0 || bars.Count == 1)) candidates.Add((i, weight, local));
        }

        var ticks = new List<ScaleTick>();
        var taken = new List<PixelRect>();
        int level = int.MaxValue, wanted = 0, refused = 0;
        foreach (var (index, weight, local) in candidates.OrderByDescending(c => c.Weight).ThenBy(c => c.Index))
        {
            if (weight < level)
            {
                // Once a unit is too fine to be labelled throughout, a finer one would only fill holes here and there.
                if (refused * 3 > wanted || (weight < Weights.Year && ticks.Count >= 8 && level >= Weights.Year)) break;
                (level, wanted, refused) = (weight, 0, 0);
            }
            var text = Weights.Label(weight, local);
            var isMajor = weight >= Weights.Month;
            var x = time.X(index);
            var half = (style with { IsBold = isMajor }).Width(text) / 2;
            var area = new PixelRect(x - half, 0, x + half, 1);
            if (area.Left < time.Left + 2 || area.Right > time.Right - 2) continue;
            var room = new PixelRect(Math.Min(area.Left, x - 26) - 8, 0, Math.Max(area.Right, x + 26) + 8, 1);
            wanted++;
            if (taken.Exists(t => t.Overlaps(room)))
            {
                refused++;
                continue;
            }
            taken.Add(area);
            ticks.Add(new ScaleTick(x, text, isMajor));
        }
        ticks.Sort((a, b) => a.Position.CompareTo(b.Position));
        return ticks;
    }

    private static class Weights
    {
        public const int Year = 40, Month = 30, Day = 20;

        public static int Of(DateTime before, DateTime now)
        {
            if (before.Year != now.Year) return now.Year % 100 == 0 ? 46 : now.Year % 50 == 0 ? 45 : now.Year % 20 == 0 ? 44 : now.Year % 10 == 0 ? 43 : now.Year % 5 == 0 ? 42 : now.Year % 2 == 0 ? 41 : Year;
            if (before.Month != now.Month) return now.Month == 7 ? Month + 2 : now.Month % 3 == 1 ? Month + 1 : Month;
            if (before.Date != now.Date) return Week(before) != Week(now) ? Day + 1 : Day;
            int from = (int)before.TimeOfDay.TotalMinutes, to = (int)now.TimeOfDay.TotalMinutes;
            for (var i = 0; i < RoundMinutes.Length; i++)
            {
                if (from / RoundMinutes[i] != to / RoundMinutes[i]) return RoundMinutes.Length - i;
            }
            return 0;
        }

        /// <summary>Weeks begin on Monday, so that a market that opens on Sunday evening is labelled on Monday.</summary>
        private static long Week(DateTime time) => (time.Ticks / TimeSpan.TicksPerDay) / 7;

        public static string Label(int weight, DateTime local) => weight switch
        {
            >= Year => local.Year.ToString(CultureInfo.InvariantCulture),
            >= Month => local.ToString("MMM", CultureInfo.InvariantCulture),
            >= Day => local.Day.ToString(CultureInfo.InvariantCulture),
            _ => local.ToString("HH:mm", CultureInfo.InvariantCulture),
        };
    }
}
