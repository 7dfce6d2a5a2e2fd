using System.Globalization;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Symbols;

namespace TradeMatrix.Core.Bars;

/// <summary>Takes bars of files into the store.</summary>
public sealed class BarImport(SymbolStore symbols, BarStore store, BarLoader loader) : IDisposable
{
    /// <summary>An import holds a file and its bars in memory, so that few may do so at once.</summary>
    private const int MostAtOnce = 2;

    /// <summary>Times outside these years are misread ones; a single such bar would make a series of centuries.</summary>
    private const int FirstYear = 1800, LastYear = 2200;

    private readonly SemaphoreSlim _turns = new(MostAtOnce);

    /// <summary>What the import did.</summary>
    /// <param name="Symbol">The symbol that has the bars now.</param>
    /// <param name="Timeframe">Their timeframe.</param>
    /// <param name="Format">The format that was recognised.</param>
    /// <param name="Write">How many were new.</param>
    public sealed record Result(MarketSymbol Symbol, Timeframe Timeframe, SourceFormat Format, BarWrite Write);

    /// <summary>Reads a file of bars and stores them under a symbol, which the caller gets a copy of when it is the catalogue's.</summary>
    /// <param name="caller">Whose symbol it is.</param>
    /// <param name="symbol">Symbol or alias; it must exist.</param>
    /// <param name="csv">The file, gzipped or not.</param>
    /// <param name="options">How to read it.</param>
    /// <exception cref="ServiceException">The symbol is unknown, or the file is wrong; it says where.</exception>
    public async Task<Result> ImportAsync(Caller caller, string symbol, Stream csv, BarCsvOptions options, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await TakeAsync(caller, symbol, csv, options, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turns.Dispose();

    private async Task<Result> TakeAsync(Caller caller, string symbol, Stream csv, BarCsvOptions options, CancellationToken cancellationToken)
    {
        BarFile file;
        try
        {
            file = BarCsv.Read(csv, options);
        }
        catch (BarFileException e)
        {
            throw new ServiceException(ErrorCode.InvalidRequest, e.Message);
        }
        if (!Timeframe.Names.Contains(file.Timeframe.ToString(), StringComparer.Ordinal))
            throw ServiceException.Invalid("timeframe", file.Timeframe.ToString(), $"one of {string.Join(", ", Timeframe.Names)}; give it when the times do not tell");
        foreach (var time in (long[])[file.Bars.Time[0], file.Bars.Time[^1]])
        {
            if (BarStore.ToTime(time).Year is < FirstYear or > LastYear) throw ServiceException.Invalid("time", BarStore.ToTime(time).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), $"from the year {FirstYear} to {LastYear}");
        }
        var own = await symbols.OwnAsync(caller, symbol, cancellationToken).ConfigureAwait(false);
        var write = await store.WriteAsync(caller, own, file.Timeframe, file.Bars, "import", cancellationToken).ConfigureAwait(false);
        loader.Forget(own.Id);
        return new Result(own, file.Timeframe, file.SourceFormat, write);
    }
}
