using System.Text;
using CsCheck;
using TradeMatrix.Charting.Bars;

namespace TradeMatrix.Charting.Tests.Bars;

/// <summary>Bars written as text come back the same.</summary>
public sealed class BarCsvRoundTripTests
{
    private static readonly Gen<double> Price = Gen.OneOf(
        Gen.Double[1e-8, 1e9],
        Gen.Int[1, 10_000_000].Select(ticks => ticks / 100.0),
        Gen.Decimal[0.00001m, 100m].Select(d => (double)Math.Round(d, 5)));

    private static readonly Gen<Bar> OneBar = Gen.Select(Price, Price, Price, Price, Gen.Double[0, 1e15], Gen.Int[0, 20], (a, b, c, d, volume, kind) =>
        kind == 0
            ? new Bar(0, double.NaN, double.NaN, double.NaN, double.NaN)
            : new Bar(0, a, Math.Max(Math.Max(a, b), Math.Max(c, d)), Math.Min(Math.Min(a, b), Math.Min(c, d)), b, kind == 1 ? double.NaN : volume));

    private static readonly Gen<Bar[]> Bars = Gen.Select(OneBar.Array[1, 60], Gen.Long[-2_000_000_000, 4_000_000_000], Gen.Int[1, 90], (bars, start, minutes) =>
        bars.Select((bar, i) => bar with { Time = (start + (i * minutes * 60L)) * 1000 }).ToArray());

    [Fact]
    public void Bars_written_as_text_are_read_again() => Gen.Select(Bars, Gen.Int[0, 3], Gen.Bool, Gen.Bool).Sample((bars, form, shuffled, spaced) =>
    {
        var separator = ",;\t|"[form];
        var text = new StringBuilder();
        text.AppendJoin(separator, "time", "open", "high", "low", "close", "volume").Append(spaced ? "\r\n" : "\n");
        var rows = shuffled ? bars.Reverse().Concat(bars.Take(2)) : bars;
        foreach (var bar in rows)
        {
            var time = DateTimeOffset.FromUnixTimeMilliseconds(bar.Time).ToString(form % 2 == 0 ? "yyyy-MM-ddTHH:mm:ssZ" : "yyyy-MM-dd HH:mm:ss");
            double[] cells = [bar.Open, bar.High, bar.Low, bar.Close, bar.Volume];
            text.AppendJoin(separator, cells.Select(c => Cell(c, separator)).Prepend(time)).Append(spaced ? "\r\n" : "\n");
        }
        var file = At.Read(text.ToString(), new BarCsvOptions { Timeframe = Timeframe.M1 });
        return At.All(file.Bars).SequenceEqual(bars);
    });

    [Fact]
    public void Numbers_are_read_to_the_nearest_double() =>
        Gen.OneOf(Gen.Double, Gen.Double[-1e6, 1e6], Gen.Int[-999_999_999, 999_999_999].Select(i => i / 1000.0)).Sample(number =>
        {
            if (!double.IsFinite(number)) return true;
            return NumberCell.TryRead(Encoding.UTF8.GetBytes(number.ToString("R")), false, out var read, out _) && read.Equals(number);
        });

    private static string Cell(double value, char separator) =>
        double.IsNaN(value) ? "" : separator == ';' ? value.ToString("R").Replace('.', ',') : value.ToString("R");
}
