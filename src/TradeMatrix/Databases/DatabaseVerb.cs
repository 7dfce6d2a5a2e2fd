using System.CommandLine;
using System.Text.Json;
using TradeMatrix.Core.Storage;
using TradeMatrix.Options;
using TradeMatrix.Serving;
using TradeMatrix.Values;

namespace TradeMatrix.Databases;

/// <summary><c>tradematrix db</c>: the schema of the database, and its backups.</summary>
internal sealed class DatabaseVerb
{
    private readonly Argument<string> _file = new("file") { Description = "File of the backup." };
    private readonly Option<string> _to = new("--to") { Description = "Number of the last script to stay; 0 for none.", HelpName = "number", Required = true };
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Does it. Without, it only tells what would be undone." };
    private readonly Option<bool> _force = new("--force") { Description = "Replaces a database that holds data." };
    private readonly Option<bool> _json = new("--json") { Description = "Prints JSON." };

    /// <summary>Makes the verb.</summary>
    public static Verb Create(Terminal terminal)
    {
        var db = new DatabaseVerb();
        var verb = new Verb("db", "Looks after the database: DATABASE_URL, or the embedded one in the data folder.",
            "tradematrix db migrate",
            "tradematrix db backup tradematrix.backup",
            "tradematrix db rollback --to 17 --yes");

        var status = new Verb("status", "Tells which scripts of the schema the database has.", "tradematrix db status --json") { db._json };
        status.SetAction((result, cancel) => RunAsync(database => StatusAsync(database, new OptionReader(result).Flag(db._json), terminal, cancel)));
        verb.Add(status);

        var migrate = new Verb("migrate", "Applies the scripts that the database lacks.", "tradematrix db migrate") { db._json };
        migrate.SetAction((result, _) => RunAsync(database =>
        {
            Tell(new Migrator(database).Migrate(), "applied", "nothing to apply", new OptionReader(result).Flag(db._json), terminal);
            return Task.CompletedTask;
        }));
        verb.Add(migrate);

        var rollback = new Verb("rollback", "Undoes the scripts above a number, with all that their tables hold.",
            "tradematrix db rollback --to 17", "tradematrix db rollback --to 17 --yes") { db._to, db._yes, db._json };
        rollback.SetAction((result, cancel) => db.RollbackAsync(new OptionReader(result), terminal, cancel));
        verb.Add(rollback);

        var backup = new Verb("backup", "Writes the database into one file, by pg_dump for PostgreSQL. Pictures are not in it: they lie in the data folder's blobs, or in the bucket.",
            "tradematrix db backup tradematrix.backup") { db._file };
        backup.SetAction((result, cancel) => RunAsync(async database =>
        {
            await new Backup(database).SaveAsync(result.GetValue(db._file)!, cancel).ConfigureAwait(false);
            await terminal.Out.WriteLineAsync($"{result.GetValue(db._file)}: {new FileInfo(result.GetValue(db._file)!).Length} bytes").ConfigureAwait(false);
        }));
        verb.Add(backup);

        var restore = new Verb("restore", "Puts a backup in the place of the database, all of it or nothing. Its pictures are not in it.",
            "tradematrix db restore tradematrix.backup", "tradematrix db restore tradematrix.backup --force") { db._file, db._force };
        restore.SetAction((result, cancel) => RunAsync(async database =>
        {
            var (file, store) = (result.GetValue(db._file)!, new Backup(database));
            if (!new OptionReader(result).Flag(db._force) && await store.HasDataAsync(cancel).ConfigureAwait(false))
                throw new UsageException("--force: 'missing' must be given to replace a database that holds data");
            await store.RestoreAsync(file, cancel).ConfigureAwait(false);
            await terminal.Out.WriteLineAsync($"{file}: restored").ConfigureAwait(false);
        }));
        verb.Add(restore);
        return verb;
    }

    private Task<int> RollbackAsync(OptionReader reader, Terminal terminal, CancellationToken cancellationToken)
    {
        var number = reader.Int(_to, 0, 999);
        reader.ThrowIfWrong();
        return RunAsync(async database =>
        {
            var migrator = new Migrator(database);
            var undone = (await migrator.StatusAsync(cancellationToken).ConfigureAwait(false)).Where(m => m.IsApplied && m.Number > number).Select(m => m.Name).Reverse().ToList();
            if (undone.Count > 0 && !reader.Flag(_yes)) throw new UsageException($"--yes: 'missing' must be given to undo {string.Join(", ", undone)} with all that their tables hold");
            Tell(undone.Count > 0 ? await migrator.RollbackAsync(number!.Value, cancellationToken).ConfigureAwait(false) : [], "undone", "nothing to undo", reader.Flag(_json), terminal);
        });
    }

    private static async Task StatusAsync(Database database, bool json, Terminal terminal, CancellationToken cancellationToken)
    {
        var all = await new Migrator(database).StatusAsync(cancellationToken).ConfigureAwait(false);
        if (json)
            await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(new
            {
                database = database.SqliteFile ?? "postgresql",
                migrations = all.Select(m => new { number = m.Number, name = m.Name, applied = m.IsApplied }),
            })).ConfigureAwait(false);
        else
            ConsoleTable.Write(terminal.Output, terminal.Width, [("script", false), ("", false)], all.Select(m => (string[])[m.Name, m.IsApplied ? "applied" : "missing"]));
    }

    private static void Tell(IReadOnlyList<string> scripts, string done, string none, bool json, Terminal terminal)
    {
        if (json) terminal.Out.WriteLine(JsonSerializer.Serialize(new Dictionary<string, IReadOnlyList<string>> { [done] = scripts }));
        else if (scripts.Count == 0) terminal.Out.WriteLine(none);
        else foreach (var script in scripts) terminal.Out.WriteLine($"{done} {script}");
    }

    private static Task<int> RunAsync(Func<Database, Task> work) => ServiceCommand.RunAsync(async settings =>
    {
        var database = new Database(settings);
        await using (database.ConfigureAwait(false))
        {
            try
            {
                await work(database).ConfigureAwait(false);
            }
            catch (BackupException e)
            {
                throw new FailureException(e.Message);
            }
            return ExitCode.Good;
        }
    });
}
