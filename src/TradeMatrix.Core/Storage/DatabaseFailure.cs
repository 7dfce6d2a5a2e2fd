using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace TradeMatrix.Core.Storage;

/// <summary>What an exception says of the database, whichever it is. EF Core wraps some.</summary>
public static class DatabaseFailure
{
    private const int Busy = 5, Locked = 6, InputOutput = 10, Full = 13, CannotOpen = 14, DuplicateKey = 1555, DuplicateValue = 2067;

    /// <summary>Whether the database failed in any way.</summary>
    public static bool IsFailure(Exception e) => Find(e) is not null;

    /// <summary>Whether a row was refused because there is one like it.</summary>
    public static bool IsDuplicate(Exception e) => Find(e) switch
    {
        PostgresException postgres => postgres.SqlState == PostgresErrorCodes.UniqueViolation,
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is DuplicateKey or DuplicateValue,
        _ => false,
    };

    /// <summary>Whether the database is away, so that trying again makes sense.</summary>
    public static bool IsOutage(Exception e) => Find(e) switch
    {
        // Connection, resources, an operator's intervention, the system: https://www.postgresql.org/docs/current/errcodes-appendix.html
        PostgresException postgres => postgres.SqlState[..2] is "08" or "53" or "57" or "58",
        NpgsqlException => true,
        SqliteException sqlite => sqlite.SqliteErrorCode is Busy or Locked or InputOutput or Full or CannotOpen,
        _ => false,
    };

    /// <summary>The database's own exception, itself or within another; null when there is none.</summary>
    public static DbException? Find(Exception? e)
    {
        while (e is not (null or DbException)) e = e.InnerException;
        return e as DbException;
    }
}
