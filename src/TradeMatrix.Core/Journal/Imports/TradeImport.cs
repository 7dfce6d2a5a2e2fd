using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Core.Storage;
using TradeMatrix.Core.Symbols;
using Database = TradeMatrix.Core.Storage.Database;

namespace TradeMatrix.Core.Journal.Imports;

/// <summary>
/// Takes trades of files. A file may come twice and files may overlap: what is there stays one trade, and is closed when a
/// later file tells its exit. What the user wrote on a trade stays. With any mistake in a file nothing of it is taken.
/// </summary>
public sealed class TradeImport(Database database, SymbolStore symbols, TimeProvider clock)
{
    private const int MostProblems = 100, LongestName = 200;

    /// <summary>Imports a file.</summary>
    /// <param name="caller">Whose trades they are.</param>
    /// <param name="file">The file, at most 16 MB.</param>
    /// <param name="options">How to read it.</param>
    /// <exception cref="ServiceException">The format is not known, or lines are wrong; it lists them.</exception>
    public async Task<TradeImportResult> ImportAsync(Caller caller, Stream file, TradeImportOptions options, CancellationToken cancellationToken)
    {
        var owner = TradeStore.OwnerOf(caller);
        var (format, sheet) = Read(file, options);
        foreach (var execution in sheet.Executions)
        {
            (execution.Id, execution.UserId, execution.Source) = (Guid.NewGuid(), owner, format.Name);
        }
        var names = new Dictionary<string, MarketSymbol?>(StringComparer.Ordinal);
        foreach (var name in sheet.Trades.Select(t => t.Edit.Symbol!).Concat(sheet.Executions.Select(e => e.Symbol)).Distinct(StringComparer.Ordinal))
            names[name] = await symbols.ResolveAsync(caller, name, cancellationToken).ConfigureAwait(false);
        return await database.WriteAsync(caller, async db =>
        {
            // Two imports of one user at a time would each miss what the other adds.
            if (db.Database.IsNpgsql()) await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({"trades.import " + owner}, 0))", cancellationToken).ConfigureAwait(false);
            var stored = await db.Trades.Where(t => t.Source == format.Name && t.ExternalId != null).ToDictionaryAsync(t => t.ExternalId!, StringComparer.Ordinal, cancellationToken).ConfigureAwait(false);
            var work = new Work(owner, format.Name, stored, names, Now);
            foreach (var trade in sheet.Trades) work.Take(trade.ExternalId, trade.Edit, $"line {trade.Line}");
            foreach (var (symbol, executions) in await ExecutionsAsync(db, sheet, format.Name, cancellationToken).ConfigureAwait(false)) work.Take(symbol, executions);
            if (work.Problems.Count > 0) throw ServiceException.Invalid([.. work.Problems.Take(MostProblems)]);
            db.AddRange(work.Added);
            await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            if (sheet.Skipped > 0) work.Notices.Add($"{sheet.Skipped} lines are no trades and were passed over");
            return new TradeImportResult(format.Name, sheet.Zone, work.Added.Count, work.Updated, work.Unchanged, work.Notices);
        }, cancellationToken).ConfigureAwait(false);
    }

    private DateTime Now => new(clock.GetUtcNow().Ticks / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);

    private static (TradeFormat Format, TradeSheet Sheet) Read(Stream file, TradeImportOptions options)
    {
        var named = options.Format is { } name ? TradeFormat.Named(name) ?? throw ServiceException.Invalid("format", name, "one of " + string.Join(", ", TradeFormat.All.Select(f => f.Name))) : null;
        if (options.Zone is { } given && TimeZones.Find(given) is null) throw ServiceException.Invalid("timezone", given, "an IANA time zone, such as Europe/Berlin");
        var table = CsvTable.Read(file);
        var format = named ?? TradeFormat.All.FirstOrDefault(f => f.Recognises(table))
            ?? throw ServiceException.Invalid("file", string.Join(table.Delimiter, table.Rows[0].Cells.Take(8)), "of one of the formats " + string.Join(", ", TradeFormat.All.Select(f => f.Name)));
        var sheet = new TradeSheet(options.Zone ?? format.Zone, table.Delimiter, options.Currency);
        format.Read(table, sheet);
        // Histories with the newest first are taken from their end.
        var isReversed = sheet.Executions is [{ } first, .., { } last] && first.ExecutedAt > last.ExecutedAt;
        foreach (var execution in sheet.Executions)
        {
            if (execution.Quantity <= 0) sheet.Wrong(execution.Line, "quantity", $"{execution.Quantity}", "above 0");
            if (execution.Price <= 0) sheet.Wrong(execution.Line, "price", $"{execution.Price}", "above 0");
            if (execution.Symbol.Length is 0 or > 80) sheet.Wrong(execution.Line, "symbol", execution.Symbol, "1 to 80 characters");
            if (execution.ExternalId.Length > LongestName || execution.OrderId?.Length > LongestName) sheet.Wrong(execution.Line, "id", $"{execution.ExternalId.Length} characters", $"at most {LongestName} characters");
            if (isReversed) execution.Line = -execution.Line;
        }
        foreach (var trade in sheet.Trades.Where(t => t.ExternalId.Length > LongestName)) sheet.Wrong(trade.Line, "id", $"{trade.ExternalId.Length} characters", $"at most {LongestName} characters");
        if (sheet.Problems.Count > 0) throw ServiceException.Invalid(sheet.Problems);
        return (format, sheet);
    }

    /// <summary>Keeps executions that are new; gives all of their symbols, in the order in which they happened.</summary>
    private static async Task<IEnumerable<(string Symbol, IReadOnlyList<TradeExecution> Executions)>> ExecutionsAsync(TradeMatrixContext db, TradeSheet sheet, string source, CancellationToken cancellationToken)
    {
        if (sheet.Executions.Count == 0) return [];
        var wanted = sheet.Executions.Select(e => e.Symbol).ToHashSet(StringComparer.Ordinal);
        var stored = (await db.TradeExecutions.AsNoTracking().Where(e => e.Source == source).ToListAsync(cancellationToken).ConfigureAwait(false)).Where(e => wanted.Contains(e.Symbol)).ToList();
        var known = stored.Select(e => e.ExternalId).ToHashSet(StringComparer.Ordinal);
        var added = sheet.Executions.Where(e => known.Add(e.ExternalId)).ToList();
        db.AddRange(added);
        return stored.Concat(added).GroupBy(e => e.Symbol, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (g.Key, (IReadOnlyList<TradeExecution>)[.. g.OrderBy(e => e.ExecutedAt).ThenBy(e => e.Line).ThenBy(e => e.ExternalId, StringComparer.Ordinal)]));
    }

    /// <summary>What an import makes of the trades that are there.</summary>
    private sealed class Work(Guid owner, string source, Dictionary<string, Trade> stored, IReadOnlyDictionary<string, MarketSymbol?> names, DateTime now)
    {
        /// <summary>Note on a trade that an import cancelled, because its executions turned out to belong to others.</summary>
        private const string Superseded = "superseded";

        private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

        public List<Trade> Added { get; } = [];
        public int Updated { get; private set; }
        public int Unchanged { get; private set; }
        public List<SpecProblem> Problems { get; } = [];
        public List<string> Notices { get; } = [];

        public void Take(string symbol, IReadOnlyList<TradeExecution> executions)
        {
            var (trips, unmatched) = RoundTrip.Pair(executions);
            foreach (var trip in trips) Take(trip.First.ExternalId, trip.ToEdit(), $"{symbol} of {trip.First.ExecutedAt:yyyy-MM-dd HH:mm} UTC");
            if (unmatched > 0) Notices.Add(string.Create(CultureInfo.InvariantCulture, $"{symbol}: {unmatched.ToString("0.##########", CultureInfo.InvariantCulture)} units were closed whose opening is not in the files; import the earlier history too"));
            // Earlier executions may show that what had seemed to open a position closed one.
            var all = executions.Select(e => e.ExternalId).ToHashSet(StringComparer.Ordinal);
            foreach (var trade in stored.Values.Where(t => t.Status != TradeStatus.Cancelled && all.Contains(t.ExternalId!) && !_taken.Contains(t.ExternalId!)))
            {
                trade.Status = TradeStatus.Cancelled;
                trade.Metadata = $$"""{"{{Superseded}}":true}""";
                Touch(trade);
                Updated++;
            }
        }

        public void Take(string externalId, TradeEdit edit, string where)
        {
            if (!_taken.Add(externalId)) return;
            var isNew = !stored.TryGetValue(externalId, out var trade);
            trade ??= new Trade { Id = Guid.NewGuid(), UserId = owner, Source = source, ExternalId = externalId, CreatedAt = now, UpdatedAt = now };
            var isSuperseded = trade.Status == TradeStatus.Cancelled && trade.Metadata.Contains(Superseded, StringComparison.Ordinal);
            // What the user cancelled stays so.
            if (trade.Status == TradeStatus.Cancelled && !isSuperseded)
            {
                Unchanged++;
                return;
            }
            var before = Facts(trade);
            var (symbol, symbolId) = (trade.Symbol, trade.SymbolId);
            if (!isNew)
            {
                // The user's own words, and the stop as it was first seen, stay.
                edit = edit with
                {
                    Strategy = trade.Strategy ?? edit.Strategy, Setup = trade.Setup ?? edit.Setup, Timeframe = trade.Timeframe ?? edit.Timeframe, Notes = trade.Notes ?? edit.Notes,
                    Tags = trade.Tags.Count > 0 ? trade.Tags : edit.Tags, InitialStopLoss = trade.InitialStopLoss ?? edit.InitialStopLoss,
                };
                if (edit.ExitPrice is null || isSuperseded) (trade.Status, trade.ExitPrice, trade.ExitTime, trade.Pnl, trade.PnlPercentage, trade.RMultiple) = (TradeStatus.Open, null, null, null, null, null);
            }
            Problems.AddRange(edit.ApplyTo(trade).Select(p => p with { Path = $"{where}: {p.Path}" }));
            if (names.GetValueOrDefault(edit.Symbol!) is { } found) (trade.Symbol, trade.SymbolId) = (found.Symbol, found.Id);
            else if (!isNew) (trade.Symbol, trade.SymbolId) = (symbol, symbolId);
            if (isNew)
            {
                Added.Add(trade);
            }
            else if (!Facts(trade).Equals(before))
            {
                Touch(trade);
                Updated++;
            }
            else
            {
                Unchanged++;
            }
        }

        private void Touch(Trade trade) => (trade.Version, trade.UpdatedAt) = (trade.Version + 1, now);

        private static object Facts(Trade t) => (
            (t.Status, t.Side, t.EntryPrice, t.ExitPrice, t.PositionSize, t.Multiplier, t.StopLoss), (t.TakeProfit, t.Pnl, t.Commission, t.Swap, t.EntryTime, t.ExitTime, t.SymbolId), t.Currency, t.Metadata);
    }
}
