using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TradeMatrix.Core.Access;
using TradeMatrix.Core.Storage;
using TradeMatrix.Testing;

namespace TradeMatrix.Core.Tests.Access;

public sealed class ApiKeyTests(Servers servers)
{
    private static readonly Caller Alice = Caller.User(new Guid("aaaaaaaa-0000-4000-8000-00000000000a")), Bob = Caller.User(new Guid("bbbbbbbb-0000-4000-8000-00000000000b"));

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2024, 5, 6, 7, 8, 9, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_key_is_good_for_what_it_was_made_for(DatabaseKind kind)
    {
        await using var test = await TestDatabase.CreateAsync(servers, kind);
        var keys = new ApiKeys(test.Database, test.Settings, _clock);
        var made = await keys.CreateAsync(Alice, DraftOf(Alice) with { Scopes = [Scope.Write, Scope.Read], Plan = "PRO", DailyLimit = 20 }, Cancel);

        Assert.Matches("^tm_[A-Za-z0-9_-]{43}$", made.Text);
        Assert.Equal(made.Text[..8], made.Row.Hint);
        var key = await keys.VerifyAsync(made.Text, Cancel);
        Assert.NotNull(key);
        Assert.Equal(Alice.UserId, key.UserId);
        Assert.Equal(["read", "write"], key.Scopes);
        Assert.False(key.Caller.IsAdmin);
        Assert.Equal(Alice, key.Caller);
        Assert.Equal("pro", key.Plan.Name);
        Assert.Equal(20, key.Limits.PerDay);
        Assert.Equal(10, key.Limits.PerSecond);
        Assert.Equal(key.Id, (await new ApiKeys(test.Database, test.Settings, _clock).VerifyAsync(made.Text, Cancel))!.Id);

        Assert.Equal(made.Row.Id, Assert.Single(await keys.ListAsync(Alice, Cancel)).Id);
        Assert.Empty(await keys.ListAsync(Bob, Cancel));
        Assert.Single(await keys.ListAsync(Caller.Service, Cancel));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task The_key_itself_is_kept_nowhere(DatabaseKind kind)
    {
        await using var test = await TestDatabase.CreateAsync(servers, kind);
        var made = await new ApiKeys(test.Database, test.Settings, _clock).CreateAsync(Alice, DraftOf(Alice), Cancel);
        var row = await test.Database.ReadAsync(Caller.Service, db => db.ApiKeys.SingleAsync(Cancel), Cancel);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(made.Text))), row.Hash);
        Assert.All(typeof(ApiKey).GetProperties(), p => Assert.DoesNotContain(made.Text[8..], Convert.ToString(p.GetValue(row), CultureInfo.InvariantCulture), StringComparison.Ordinal));
        Assert.DoesNotContain(made.Text[8..], made.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_key_is_refused()
    {
        await using var test = await TestDatabase.CreateAsync(servers, DatabaseKind.Sqlite);
        var keys = new ApiKeys(test.Database, test.Settings, _clock);
        var made = await keys.CreateAsync(Alice, DraftOf(Alice), Cancel);
        var other = made.Text[^1] == 'A' ? "E" : "A";
        foreach (var key in (string[])["", "tm_", made.Text[..^1], made.Text + "A", made.Text[..^1] + other, made.Text.ToUpperInvariant(), " " + made.Text, "xx_" + made.Text[3..], new string('é', made.Text.Length)])
            Assert.Null(await keys.VerifyAsync(key, Cancel));
        Assert.NotNull(await keys.VerifyAsync(made.Text, Cancel));
    }

    [Fact]
    public async Task A_key_ends_at_its_time_though_it_is_remembered()
    {
        await using var test = await TestDatabase.CreateAsync(servers, DatabaseKind.Sqlite);
        var keys = new ApiKeys(test.Database, test.Settings, _clock);
        var made = await keys.CreateAsync(Alice, DraftOf(Alice) with { ExpiresAt = _clock.GetUtcNow().UtcDateTime.AddSeconds(10) }, Cancel);
        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.NotNull(await keys.VerifyAsync(made.Text, Cancel));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await keys.VerifyAsync(made.Text, Cancel));
        Assert.Null(await new ApiKeys(test.Database, test.Settings, _clock).VerifyAsync(made.Text, Cancel));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Revoking_counts_at_once_here_and_soon_elsewhere(DatabaseKind kind)
    {
        await using var test = await TestDatabase.CreateAsync(servers, kind);
        ApiKeys here = new(test.Database, test.Settings, _clock), elsewhere = new(test.Database, test.Settings, _clock);
        var made = await here.CreateAsync(Alice, DraftOf(Alice), Cancel);
        Assert.NotNull(await here.VerifyAsync(made.Text, Cancel));
        Assert.NotNull(await elsewhere.VerifyAsync(made.Text, Cancel));

        Assert.False(await here.RevokeAsync(Bob, made.Row.Id, Cancel));
        Assert.NotNull(await here.VerifyAsync(made.Text, Cancel));
        Assert.True(await here.RevokeAsync(Alice, made.Row.Id, Cancel));
        Assert.False(await here.RevokeAsync(Alice, made.Row.Id, Cancel));
        Assert.Null(await here.VerifyAsync(made.Text, Cancel));
        // Remembered, without a query.
        Assert.NotNull(await elsewhere.VerifyAsync(made.Text, Cancel));
        _clock.Advance(ApiKeys.Freshness);
        Assert.Null(await elsewhere.VerifyAsync(made.Text, Cancel));
        Assert.NotNull((await here.ListAsync(Alice, Cancel)).Single().RevokedAt);
    }

    [Fact]
    public async Task No_verification_that_raced_with_a_revocation_is_remembered()
    {
        await using var test = await TestDatabase.CreateAsync(servers, DatabaseKind.Postgres);
        for (var round = 0; round < 10; round++)
        {
            var keys = new ApiKeys(test.Database, test.Settings, _clock);
            var made = await keys.CreateAsync(Alice, DraftOf(Alice), Cancel);
            using var barrier = new Barrier(9);
            var verifying = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
            {
                barrier.SignalAndWait(Cancel);
                for (var i = 0; i < 5; i++) await keys.VerifyAsync(made.Text, Cancel);
            }, Cancel)).ToList();
            var revoking = Task.Run(async () =>
            {
                barrier.SignalAndWait(Cancel);
                await keys.RevokeAsync(Alice, made.Row.Id, Cancel);
                Assert.Null(await keys.VerifyAsync(made.Text, Cancel));
            }, Cancel);
            await Task.WhenAll([.. verifying, revoking]);
            Assert.Null(await keys.VerifyAsync(made.Text, Cancel));
        }
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task The_last_use_is_saved_each_minute_and_at_the_end(DatabaseKind kind)
    {
        await using var test = await TestDatabase.CreateAsync(servers, kind);
        var keys = new ApiKeys(test.Database, test.Settings, _clock);
        var made = await keys.CreateAsync(Alice, DraftOf(Alice), Cancel);
        var unused = await keys.CreateAsync(Alice, DraftOf(Alice), Cancel);
        await keys.VerifyAsync(made.Text, Cancel);
        Assert.Null(await LastUseAsync(keys, made));
        var first = _clock.GetUtcNow().UtcDateTime;
        await keys.SaveUseAsync(Cancel);
        Assert.Equal(first, await LastUseAsync(keys, made));
        Assert.Null(await LastUseAsync(keys, unused));

        using var saving = new ApiKeyUse(keys, _clock, NullLogger<ApiKeyUse>.Instance);
        await saving.StartAsync(Cancel);
        _clock.Advance(TimeSpan.FromSeconds(20));
        await keys.VerifyAsync(made.Text, Cancel);
        await saving.StopAsync(Cancel);
        Assert.Equal(first.AddSeconds(20), await LastUseAsync(keys, made));
    }

    [Fact]
    public async Task Use_that_could_not_be_saved_is_saved_later()
    {
        await using var test = await TestDatabase.CreateAsync(servers, DatabaseKind.Sqlite);
        var keys = new ApiKeys(test.Database, test.Settings, _clock);
        var made = await keys.CreateAsync(Alice, DraftOf(Alice), Cancel);
        await keys.VerifyAsync(made.Text, Cancel);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => keys.SaveUseAsync(cancelled.Token));
        await keys.SaveUseAsync(Cancel);
        Assert.NotNull(await LastUseAsync(keys, made));
    }

    [Fact]
    public async Task Nobody_makes_a_key_for_another_or_beyond_their_rights()
    {
        await using var test = await TestDatabase.CreateAsync(servers, DatabaseKind.Sqlite);
        var keys = new ApiKeys(test.Database, test.Settings, _clock);
        await Assert.ThrowsAsync<ForbiddenException>(() => keys.CreateAsync(Alice, DraftOf(Bob), Cancel));
        await Assert.ThrowsAsync<ForbiddenException>(() => keys.CreateAsync(Alice, DraftOf(Alice) with { Scopes = [Scope.Admin] }, Cancel));
        var admin = Caller.User(Alice.UserId!.Value, isAdmin: true);
        var made = await keys.CreateAsync(admin, DraftOf(Alice) with { Scopes = [Scope.Admin] }, Cancel);
        Assert.Equal(admin, (await keys.VerifyAsync(made.Text, Cancel))!.Caller);
    }

    [Fact]
    public async Task A_wrong_draft_is_refused_with_every_wrong_field()
    {
        await using var test = await TestDatabase.CreateAsync(servers, DatabaseKind.Sqlite);
        var draft = new ApiKeyDraft(Guid.Empty, " ") { Scopes = ["read", "root"], Plan = "gold", DailyLimit = -1, PerSecondLimit = -1, ExpiresAt = _clock.GetUtcNow().UtcDateTime };
        var error = await Assert.ThrowsAsync<ServiceException>(() => new ApiKeys(test.Database, test.Settings, _clock).CreateAsync(Caller.Service, draft, Cancel));
        Assert.Equal(["user", "name", "scope", "plan", "daily", "per_second", "expires"], error.Problems.Select(p => p.Path));
        Assert.Empty(await new ApiKeys(test.Database, test.Settings, _clock).ListAsync(Caller.Service, Cancel));
    }

    private static ApiKeyDraft DraftOf(Caller user) => new(user.UserId!.Value, "test");

    private static async Task<DateTime?> LastUseAsync(ApiKeys keys, NewApiKey made) => (await keys.ListAsync(Alice, Cancel)).Single(k => k.Id == made.Row.Id).LastUsedAt;
}
