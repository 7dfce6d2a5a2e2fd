using TradeMatrix.Testing;

namespace TradeMatrix.Core.Tests.Storage;

/// <summary>Two users on each kind of database, for tests that must not change anything.</summary>
public sealed class TwoUsersOnEach(Servers servers) : IAsyncLifetime
{
    private readonly Dictionary<DatabaseKind, TwoUsers> _users = [];

    internal async Task<TwoUsers> OnAsync(DatabaseKind kind) =>
        _users.TryGetValue(kind, out var users) ? users : _users[kind] = await TwoUsers.CreateAsync(servers, kind);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var users in _users.Values) await users.DisposeAsync();
    }
}
