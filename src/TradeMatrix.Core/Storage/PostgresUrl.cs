using Npgsql;
using TradeMatrix.Core.Settings;

namespace TradeMatrix.Core.Storage;

/// <summary>Reads <c>postgres://user:password@host:port/database?sslmode=require</c>.</summary>
internal static class PostgresUrl
{
    /// <exception cref="SettingsException">It is not such an address. The message does not repeat it, for it holds a password.</exception>
    public static string ToConnectionString(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.AbsolutePath.Length < 2)
            throw new SettingsException(["DATABASE_URL: '…' must be postgres://user:password@host:port/database"]);
        var user = uri.UserInfo.Split(':', 2);
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host,
            Port = uri.Port > 0 ? uri.Port : 5432,
            Database = Uri.UnescapeDataString(uri.AbsolutePath[1..]),
            Username = user[0].Length > 0 ? Uri.UnescapeDataString(user[0]) : null,
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
            Timeout = 10,
            CommandTimeout = 30,
            MaxAutoPrepare = 64,
            AutoPrepareMinUsages = 2,
        };
        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            var (name, value) = (Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
            try
            {
                builder[name.Equals("sslmode", StringComparison.OrdinalIgnoreCase) ? "SSL Mode" : name] = value;
            }
            catch (ArgumentException)
            {
                throw new SettingsException([$"DATABASE_URL: '{name}' must be a connection setting of Npgsql, such as sslmode=require"]);
            }
        }
        return builder.ToString();
    }
}
