using System.CommandLine;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Files;

namespace TradeMatrix.Options;

/// <summary>Options that say how files of bars are read; every verb has them.</summary>
internal sealed class BarOptions
{
    private readonly Option<string> _csvZone = new("--csv-zone") { Description = "IANA zone of times in the CSV that have no offset. Default: Etc/UTC.", HelpName = "zone" };

    private readonly Option<string[]> _others;

    /// <summary>Makes the options.</summary>
    /// <param name="othersName">Name of the option for bars of other symbols.</param>
    public BarOptions(string othersName) => _others = new(othersName)
    {
        Description = "Bars of another symbol, for Correlation Coefficient: SYMBOL=FILE. May be repeated.",
        HelpName = "symbol=file",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_csvZone);
        command.Add(_others);
    }

    /// <summary>Zone of times without an offset.</summary>
    public string ZoneOf(OptionReader reader) => reader.Zone(_csvZone) ?? "Etc/UTC";

    /// <summary>Symbols and files of others.</summary>
    public IReadOnlyDictionary<string, string> OthersOf(OptionReader reader)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (symbol, file) in reader.Pairs(_others, "SYMBOL=FILE"))
        {
            if (!files.TryAdd(symbol, file)) reader.Add(_others, $"{symbol}={file}", "given once for each symbol");
        }
        return files;
    }

    /// <summary>Reads the bars of other symbols in the chart's timeframe.</summary>
    public static Dictionary<string, BarSeries> Load(IReadOnlyDictionary<string, string> files, string csvZone, Timeframe interval, string chartZone)
    {
        var series = new Dictionary<string, BarSeries>(files.Count, StringComparer.Ordinal);
        foreach (var (symbol, path) in files)
        {
            var source = BarSource.Read(path, csvZone, interval);
            series[symbol] = source.In(interval, ExchangeCalendar.Of(source.Exchange, symbol, chartZone), regularOnly: true);
        }
        return series;
    }
}
