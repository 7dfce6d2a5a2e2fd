using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Symbols;
using Database = TradeMatrix.Core.Storage.Database;

namespace TradeMatrix.Core.Bars;

/// <summary>
/// Bars by symbol, timeframe and open time. Writing the same bars twice changes nothing. Gaps (bars without prices) are
/// not stored: they follow from the exchange's calendar.
/// </summary>
public sealed class BarStore(Database database, TimeProvider clock)
{
    /// <summary>Appends bars, and overwrites those of equal time.</summary>
    /// <param name="caller">The symbol's owner, or the service.</param>
    /// <param name="symbol">The symbol.</param>
    /// <param name="timeframe">Timeframe of the bars.</param>
    /// <param name="bars">The bars.</param>
    /// <param name="source"><c>import</c>, or the name of a feed.</param>
    /// <exception cref="ForbiddenException">The symbol is not the caller's own.</exception>
    public Task<BarWrite> WriteAsync(Caller caller, MarketSymbol symbol, Timeframe timeframe, BarSeries bars, string source, CancellationToken cancellationToken)
    {
        if (!caller.IsService && symbol.UserId != caller.UserId) throw new ForbiddenException("symbol: bars must be written to a symbol of the caller's own");
        return database.WriteAsync(caller, async db =>
        {
            var name = timeframe.ToString();
            // Locks the series, so that writers of one follow each other.
            await db.Database.ExecuteSqlAsync(
                $"INSERT INTO bar_series (symbol_id, timeframe) VALUES ({symbol.Id}, {name}) ON CONFLICT (symbol_id, timeframe) DO UPDATE SET timeframe = excluded.timeframe", cancellationToken).ConfigureAwait(false);
            var series = await db.Series.SingleAsync(s => s.SymbolId == symbol.Id && s.Timeframe == name, cancellationToken).ConfigureAwait(false);
            var (inserted, changed) = db.Database.GetDbConnection() is NpgsqlConnection
                ? await WritePostgresAsync(db, series.Id, bars, cancellationToken).ConfigureAwait(false)
                : WriteSqlite(db, series.Id, bars, cancellationToken);
            var now = clock.GetUtcNow().UtcDateTime;
            if (inserted + changed > 0)
            {
                series.Count += inserted;
                series.Revision++;
                series.UpdatedAt = now;
                series.Source = source;
                var (first, last) = (ToTime(bars.Time[Price(bars, 0, 1)]), ToTime(bars.Time[Price(bars, bars.Count - 1, -1)]));
                if (series.FirstTs is null || first < series.FirstTs) series.FirstTs = first;
                if (series.LastTs is null || last > series.LastTs) series.LastTs = last;
            }
            if (source != "import") series.CheckedAt = now;
            await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return new BarWrite(inserted, changed, Prices(bars) - inserted - changed);
        }, cancellationToken);
    }

    /// <summary>The series of a symbol, shortest timeframe first.</summary>
    public async Task<IReadOnlyList<SeriesHead>> SeriesAsync(Caller caller, Guid symbolId, CancellationToken cancellationToken)
    {
        var stored = await database.ReadAsync(caller, db => db.Series.AsNoTracking().Where(s => s.SymbolId == symbolId && s.Count > 0).ToListAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        // Imports once took timeframes that have no spelling of ours; such a series must not hide the others.
        return [.. stored.Where(s => Timeframe.TryParse(s.Timeframe, out _)).Select(s => new SeriesHead(s.Id, Timeframe.Parse(s.Timeframe), s.Source, s.Count, ToUnix(s.FirstTs!.Value), ToUnix(s.LastTs!.Value), s.Revision, ToUnix(s.UpdatedAt), s.CheckedAt is { } t ? ToUnix(t) : null))
            .OrderBy(s => s.Timeframe.Duration)];
    }

    /// <summary>The last bars of a series, oldest first.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="series">One of the caller's <see cref="SeriesAsync"/>.</param>
    /// <param name="count">At most so many.</param>
    /// <param name="before">Only bars that open before this time, Unix milliseconds UTC.</param>
    public Task<BarSeries> LastAsync(Caller caller, SeriesHead series, int count, long before, CancellationToken cancellationToken) =>
        ReadAsync(caller, "series_id = @series AND ts < @to ORDER BY ts DESC LIMIT @count", series, long.MinValue, before, Math.Min(count, series.Count), cancellationToken);

    /// <summary>The bars of a series that open from <paramref name="from"/> on and before <paramref name="to"/>; of more than <paramref name="most"/> the newest.</summary>
    public Task<BarSeries> BetweenAsync(Caller caller, SeriesHead series, long from, long to, long most, CancellationToken cancellationToken) =>
        ReadAsync(caller, "series_id = @series AND ts >= @from AND ts < @to ORDER BY ts DESC LIMIT @count", series, from, to, Math.Min(most, series.Count), cancellationToken);

    internal static long ToUnix(DateTime time) => (time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;

    internal static DateTime ToTime(long time) => DateTime.UnixEpoch.AddTicks(Math.Clamp(time, -62_135_596_800_000, 253_402_300_799_000) * TimeSpan.TicksPerMillisecond);

    private Task<BarSeries> ReadAsync(Caller caller, string where, SeriesHead series, long from, long to, long capacity, CancellationToken cancellationToken) => database.ReadAsync(caller, async db =>
    {
        var connection = db.Database.GetDbConnection();
        var isPostgres = connection is NpgsqlConnection;
        var command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
            // The embedded database has no policies: the series must be of a symbol that the caller may see.
            command.CommandText = $"SELECT ts, open, high, low, close, volume FROM ohlc WHERE {(isPostgres || caller.IsService ? "" : "EXISTS (SELECT 1 FROM bar_series s JOIN market_symbols m ON m.id = s.symbol_id WHERE s.id = @series AND (m.user_id IS NULL OR m.user_id = @user)) AND ")}{where}";
            Add(command, "series", series.Id);
            Add(command, "from", isPostgres ? ToTime(from) : from);
            Add(command, "to", isPostgres ? ToTime(to) : to);
            Add(command, "count", capacity);
            if (caller.UserId is { } user) Add(command, "user", user);
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                return Read(reader, (int)Math.Min(capacity, 4096), isPostgres);
            }
        }
    }, cancellationToken);

    private static BarSeries Read(DbDataReader reader, int capacity, bool isPostgres)
    {
        var time = new long[capacity];
        double[] open = new double[capacity], high = new double[capacity], low = new double[capacity], close = new double[capacity], volume = new double[capacity];
        var n = 0;
        while (reader.Read())
        {
            if (n == time.Length) Resize(n * 2);
            time[n] = isPostgres ? ToUnix(reader.GetFieldValue<DateTime>(0)) : reader.GetInt64(0);
            (open[n], high[n], low[n], close[n]) = (reader.GetDouble(1), reader.GetDouble(2), reader.GetDouble(3), reader.GetDouble(4));
            volume[n] = reader.IsDBNull(5) ? double.NaN : reader.GetDouble(5);
            n++;
        }
        Resize(n);
        // They come newest first.
        Array.Reverse(time);
        foreach (var column in (double[][])[open, high, low, close, volume]) Array.Reverse(column);
        return BarSeries.FromArrays(time, open, high, low, close, volume);

        void Resize(int size)
        {
            Array.Resize(ref time, size);
            Array.Resize(ref open, size);
            Array.Resize(ref high, size);
            Array.Resize(ref low, size);
            Array.Resize(ref close, size);
            Array.Resize(ref volume, size);
        }
    }

    private static (int Inserted, int Changed) WriteSqlite(TradeMatrixContext db, int series, BarSeries bars, CancellationToken cancellationToken)
    {
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        var transaction = (SqliteTransaction)db.Database.CurrentTransaction!.GetDbTransaction();
        using var count = Command("SELECT count(*) FROM ohlc WHERE series_id = @series AND ts BETWEEN @first AND @last");
        using var upsert = Command("""
            INSERT INTO ohlc (series_id, ts, open, high, low, close, volume) VALUES (@series, @ts, @open, @high, @low, @close, @volume)
            ON CONFLICT (series_id, ts) DO UPDATE SET open = excluded.open, high = excluded.high, low = excluded.low, close = excluded.close, volume = excluded.volume
            WHERE (ohlc.open, ohlc.high, ohlc.low, ohlc.close, ohlc.volume) IS NOT (excluded.open, excluded.high, excluded.low, excluded.close, excluded.volume)
            """);
        count.Parameters.AddWithValue("@first", bars.Count == 0 ? 0 : bars.Time[0]);
        count.Parameters.AddWithValue("@last", bars.Count == 0 ? 0 : bars.Time[^1]);
        var values = Array.ConvertAll(["ts", "open", "high", "low", "close", "volume"], n => upsert.Parameters.Add("@" + n, n == "ts" ? SqliteType.Integer : SqliteType.Real));
        var before = (long)count.ExecuteScalar()!;
        var written = 0;
        for (var i = 0; i < bars.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (bars.IsGap(i)) continue;
            values[0].Value = bars.Time[i];
            (values[1].Value, values[2].Value, values[3].Value, values[4].Value) = (bars.Open[i], High(bars, i), Low(bars, i), bars.Close[i]);
            values[5].Value = double.IsNaN(bars.Volume[i]) ? DBNull.Value : bars.Volume[i];
            written += upsert.ExecuteNonQuery();
        }
        var inserted = (int)((long)count.ExecuteScalar()! - before);
        return (inserted, written - inserted);

        SqliteCommand Command(string sql)
        {
            var command = connection.CreateCommand();
            (command.CommandText, command.Transaction) = (sql, transaction);
            command.Parameters.AddWithValue("@series", series);
            return command;
        }
    }

    private static async Task<(int Inserted, int Changed)> WritePostgresAsync(TradeMatrixContext db, int series, BarSeries bars, CancellationToken cancellationToken)
    {
        const int page = 10_000;
        var (inserted, changed) = (0, 0);
        for (var start = 0; start < bars.Count; start += page)
        {
            var rows = new List<int>(page);
            for (var i = start; i < Math.Min(bars.Count, start + page); i++)
            {
                if (!bars.IsGap(i)) rows.Add(i);
            }
            var command = new NpgsqlCommand("""
                WITH written AS (
                    INSERT INTO ohlc (series_id, ts, open, high, low, close, volume)
                    SELECT @series, * FROM unnest(@ts, @open, @high, @low, @close, @volume)
                    ON CONFLICT (series_id, ts) DO UPDATE SET open = excluded.open, high = excluded.high, low = excluded.low, close = excluded.close, volume = excluded.volume
                    WHERE (ohlc.open, ohlc.high, ohlc.low, ohlc.close, ohlc.volume) IS DISTINCT FROM (excluded.open, excluded.high, excluded.low, excluded.close, excluded.volume)
                    RETURNING xmax = 0 AS is_new
                )
                SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new) FROM written
                """, (NpgsqlConnection)db.Database.GetDbConnection());
            await using (command.ConfigureAwait(false))
            {
                command.Parameters.Add(new NpgsqlParameter<int>("series", series));
                command.Parameters.Add(new NpgsqlParameter("ts", NpgsqlDbType.Array | NpgsqlDbType.TimestampTz) { Value = rows.ConvertAll(i => ToTime(bars.Time[i])) });
                foreach (var (name, column) in (ReadOnlySpan<(string, Func<int, double>)>)[("open", i => bars.Open[i]), ("high", i => High(bars, i)), ("low", i => Low(bars, i)), ("close", i => bars.Close[i])])
                    command.Parameters.Add(new NpgsqlParameter(name, NpgsqlDbType.Array | NpgsqlDbType.Double) { Value = rows.ConvertAll(i => column(i)) });
                command.Parameters.Add(new NpgsqlParameter("volume", NpgsqlDbType.Array | NpgsqlDbType.Double) { Value = rows.ConvertAll<double?>(i => double.IsNaN(bars.Volume[i]) ? null : bars.Volume[i]) });
                var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                    inserted += (int)reader.GetInt64(0);
                    changed += (int)reader.GetInt64(1);
                }
            }
        }
        return (inserted, changed);
    }

    /// <summary>The tables hold a bar to its high and low; readers let open and close lie the width of a rounding outside them.</summary>
    private static double High(BarSeries bars, int i) => Math.Max(bars.High[i], Math.Max(bars.Open[i], bars.Close[i]));

    private static double Low(BarSeries bars, int i) => Math.Min(bars.Low[i], Math.Min(bars.Open[i], bars.Close[i]));

    /// <summary>Index of the next bar with prices, which there must be.</summary>
    private static int Price(BarSeries bars, int from, int step)
    {
        while (bars.IsGap(from)) from += step;
        return from;
    }

    private static int Prices(BarSeries bars)
    {
        var n = 0;
        for (var i = 0; i < bars.Count; i++)
        {
            if (!bars.IsGap(i)) n++;
        }
        return n;
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
