using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using TradeMatrix.Core.Access;
using TradeMatrix.Core.Storage;
using TradeMatrix.Testing;

namespace TradeMatrix.Web.Tests;

/// <summary>Who gets in, and what they see.</summary>
public sealed class AccessTests(Servers servers)
{
    private const string Issuer = "https://issuer.example/";
    internal const string Secret = "a secret of the tests, long enough for HS256";
    internal static readonly Guid Ann = new("aaaaaaaa-0000-4000-8000-000000000001"), Bob = new("bbbbbbbb-0000-4000-8000-000000000002");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_with_a_database_server_asks_everyone_for_a_key()
    {
        await using var server = await TestServer.StartAsync(servers, DatabaseKind.Postgres);
        foreach (var path in (string[])["/api/v1/symbols", "/api/v1/charts/snapshots", "/api/v1/charts/rate-limit", "/api/v1/charts/latest/DAX", "/api/v1/charts/config/DAX", "/api/v1/bars/DAX", "/api/v1/gaps/DAX", "/api/v1/charts/image?symbol=DAX"])
            Assert.Equal((401, "unauthorized"), Of(await server.GetAsync(path)));
        Assert.Equal(401, (await server.PostAsync("/api/v1/charts/generate", new { symbol = "DAX" })).Status);
        Assert.Equal(401, (await server.GetAsync("/api/v1/symbols", "tm_" + new string('x', 43))).Status);
        Assert.Equal(401, (await server.GetAsync("/api/v1/symbols", "nonsense")).Status);
    }

    [Fact]
    public async Task A_page_of_another_site_cannot_use_the_local_server()
    {
        await using var server = await TestServer.StartAsync(servers, DatabaseKind.Sqlite);
        foreach (var (name, value) in ((string, string)[])[("Origin", "https://evil.example"), ("Sec-Fetch-Site", "cross-site"), ("Host", "evil.example")])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/symbols");
            request.Headers.TryAddWithoutValidation(name, value);
            using var response = await server.Client.SendAsync(request, Cancel);
            Assert.Equal((name, 401), (name, (int)response.StatusCode));
        }
        Assert.Equal(200, (await server.GetAsync("/api/v1/symbols")).Status);
    }

    [Fact]
    public async Task A_proxy_on_the_same_machine_is_not_the_person_there()
    {
        await using var server = await TestServer.StartAsync(servers, DatabaseKind.Sqlite);
        foreach (var name in (string[])["X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded", "X-Real-IP", "Via"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/symbols");
            request.Headers.TryAddWithoutValidation(name, "1.1 proxy");
            using var response = await server.Client.SendAsync(request, Cancel);
            Assert.Equal((name, 401), (name, (int)response.StatusCode));
        }
        using (var plain = new HttpRequestMessage(HttpMethod.Get, "/api/v1/symbols") { Version = System.Net.HttpVersion.Version10 })
            Assert.Equal(401, (int)(await server.Client.SendAsync(plain, Cancel)).StatusCode);
        await using var published = await TestServer.StartAsync(servers, DatabaseKind.Sqlite, s => s with { PublicUrl = new Uri("https://charts.example") });
        Assert.Equal(401, (await published.GetAsync("/api/v1/symbols")).Status);
    }

    [Fact]
    public async Task A_key_gives_its_scopes_until_it_is_revoked()
    {
        await using var server = await TestServer.StartAsync(servers, DatabaseKind.Postgres);
        var keys = server.Services.GetRequiredService<ApiKeys>();
        var reader = await keys.CreateAsync(Caller.Service, new ApiKeyDraft(Ann, "reader") { Scopes = [Scope.Read] }, Cancel);
        Assert.Equal(200, (await server.GetAsync("/api/v1/symbols", reader.Text)).Status);
        Assert.Equal(200, (await server.GetAsync("/api/v1/symbols?key=" + reader.Text)).Status);
        using (var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/symbols") { Headers = { { "x-api-key", reader.Text } } })
            Assert.Equal(200, (int)(await server.Client.SendAsync(request, Cancel)).StatusCode);
        Assert.Equal((403, "forbidden"), Of(await server.PostAsync("/api/v1/charts/generate", new { symbol = "DAX" }, reader.Text)));
        Assert.Equal((403, "forbidden"), Of(await server.PostAsync("/api/v1/charts/cleanup", new { }, reader.Text)));
        Assert.True(await keys.RevokeAsync(Caller.Service, reader.Row.Id, Cancel));
        Assert.Equal((401, "unauthorized"), Of(await server.GetAsync("/api/v1/symbols", reader.Text)));
    }

    [Fact]
    public async Task A_keys_limits_are_told_and_kept()
    {
        await using var server = await TestServer.StartAsync(servers, DatabaseKind.Postgres);
        var key = await server.Services.GetRequiredService<ApiKeys>().CreateAsync(Caller.Service, new ApiKeyDraft(Ann, "few") { Scopes = [Scope.Read], DailyLimit = 2 }, Cancel);
        Assert.Equal(200, (await server.GetAsync("/api/v1/symbols", key.Text)).Status);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/symbols") { Headers = { Authorization = new("Bearer", key.Text) } };
        using var second = await server.Client.SendAsync(request, Cancel);
        Assert.Equal(("2", "0"), (second.Headers.GetValues("X-RateLimit-Limit-Daily").Single(), second.Headers.GetValues("X-RateLimit-Remaining-Daily").Single()));
        using var third = new HttpRequestMessage(HttpMethod.Get, "/api/v1/symbols") { Headers = { Authorization = new("Bearer", key.Text) } };
        using var refused = await server.Client.SendAsync(third, Cancel);
        var body = JsonNode.Parse(await refused.Content.ReadAsStringAsync(Cancel))!;
        Assert.Equal((429, "rate_limit_exceeded"), ((int)refused.StatusCode, (string?)body["code"]));
        Assert.InRange((int)body["retry_after"]!, 1, 86_400);
        Assert.Equal(("2", "0"), (refused.Headers.GetValues("X-RateLimit-Limit-Daily").Single(), refused.Headers.GetValues("X-RateLimit-Remaining-Daily").Single()));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Another_users_rows_are_nowhere_to_be_had(DatabaseKind kind)
    {
        await using var server = await TestServer.StartAsync(servers, kind, s => s with { JwtSecret = Secret, Feeds = [] });
        var (ann, bob) = (Token(Ann), Token(Bob));
        await server.PostAsync("/api/v1/symbols", new { symbol = "SECRET" }, ann);
        await server.GiveBarsAsync("SECRET", ann);
        await server.GiveBarsAsync("DAX", ann);
        await server.SendAsync(HttpMethod.Put, "/api/v1/charts/config/DAX", new { theme = "light" }, ann);
        var id = (string)(await server.PostAsync("/api/v1/charts/generate", new { symbol = "SECRET", timeframe = "1D" }, ann)).Body!["snapshot_id"]!;

        foreach (var (method, path, body) in ((string, string, object?)[])
        [
            ("GET", "/api/v1/symbols/SECRET", null), ("PATCH", "/api/v1/symbols/SECRET", new { alias = "mine" }), ("DELETE", "/api/v1/symbols/SECRET", null), ("GET", "/api/v1/bars/SECRET", null),
            ("POST", "/api/v1/bars/SECRET", "Date,Open,High,Low,Close,Volume\n2025-01-01,1,1,1,1,1\n2025-01-02,1,1,1,1,1\n"), ("GET", "/api/v1/gaps/SECRET", null), ("GET", "/api/v1/charts/config/SECRET", null),
            ("PUT", "/api/v1/charts/config/SECRET", new { theme = "light" }), ("GET", "/api/v1/charts/latest/SECRET", null), ("GET", "/api/v1/charts/image?symbol=SECRET", null),
            ("POST", "/api/v1/charts/generate", new { symbol = "SECRET" }), ("GET", "/api/v1/charts/snapshots?symbol=SECRET", null), ("DELETE", "/api/v1/charts/snapshots/" + id, null),
        ])
        {
            var (status, answer) = await server.SendAsync(new HttpMethod(method), path, body, bob);
            Assert.Equal((method, path, 404), (method, path, status));
            Assert.DoesNotContain(Ann.ToString(), answer!.ToJsonString(), StringComparison.OrdinalIgnoreCase);
        }
        Assert.Equal(0, (int)(await server.GetAsync("/api/v1/charts/snapshots", bob)).Body!["total"]!);
        Assert.DoesNotContain("SECRET", (await server.GetAsync("/api/v1/symbols", bob)).Body!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("{}", (await server.GetAsync("/api/v1/charts/config/DAX", bob)).Body!.ToJsonString());
        Assert.Equal(404, (await server.PostAsync("/api/v1/charts/generate", new { symbol = "DAX", timeframe = "1D" }, bob)).Status);
        Assert.Equal(403, (await server.PostAsync("/api/v1/charts/cleanup", new { }, ann)).Status);
        Assert.Equal(1, (int)(await server.GetAsync("/api/v1/charts/snapshots", ann)).Body!["total"]!);
    }

    [Fact]
    public async Task A_forged_or_stale_token_is_refused()
    {
        await using var server = await TestServer.StartAsync(servers, DatabaseKind.Sqlite, s => s with { JwtSecret = Secret });
        Assert.Equal(200, (await server.GetAsync("/api/v1/symbols", Token(Ann))).Status);
        var payload = Token(Ann).Split('.')[1];
        foreach (var (why, token) in ((string, string)[])
        [
            ("another secret", Token(Ann, secret: "another secret of the tests, also long enough")),
            ("no algorithm", $"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""")}.{payload}."),
            ("changed payload", $"{Token(Ann).Split('.')[0]}.{Token(Bob).Split('.')[1]}.{Token(Ann).Split('.')[2]}"),
            ("expired", Token(Ann, seconds: -3600)),
            ("no expiry", Token(Ann, seconds: null)),
            ("service role", Token(Ann, role: "service_role")),
            ("anonymous", Token(Ann, role: "anon")),
            ("no subject", Token(null)),
            ("empty subject", Token(Guid.Empty)),
            ("not a token", "a.b.c"),
        ])
            Assert.Equal((why, 401), (why, (await server.GetAsync("/api/v1/symbols", token)).Status));
    }

    [Fact]
    public async Task Tokens_of_a_key_set_are_taken_and_its_public_key_is_no_secret()
    {
        using var rsa = RSA.Create(2048);
        var key = new RsaSecurityKey(rsa) { KeyId = "one" };
        var jwk = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(rsa.ExportParameters(includePrivateParameters: false)) { KeyId = "one" });
        var fetched = 0;
        await using var issuer = WebApplication.CreateSlimBuilder().Build();
        issuer.Urls.Add("http://127.0.0.1:0");
        issuer.MapGet("/jwks", () =>
        {
            Interlocked.Increment(ref fetched);
            return Results.Text(JsonSerializer.Serialize(new { keys = new[] { new { jwk.Kty, jwk.N, jwk.E, kid = "one", alg = "RS256", use = "sig" } } }, JsonSerializerOptions.Web), "application/json");
        });
        await issuer.StartAsync(Cancel);
        await using var server = await TestServer.StartAsync(servers, DatabaseKind.Sqlite, s => s with { JwksUrl = new Uri(issuer.Urls.First() + "/jwks"), JwtIssuer = Issuer, JwtAudience = "authenticated" });

        Assert.Equal(200, (await server.GetAsync("/api/v1/symbols", Sign(Claims(Ann, 600, "authenticated"), new SigningCredentials(key, SecurityAlgorithms.RsaSha256)))).Status);
        Assert.Equal(200, (await server.GetAsync("/api/v1/symbols", Sign(Claims(Bob, 600, "authenticated"), new SigningCredentials(key, SecurityAlgorithms.RsaSha256)))).Status);
        using var other = RSA.Create(2048);
        Assert.Equal(401, (await server.GetAsync("/api/v1/symbols", Sign(Claims(Ann, 600, "authenticated"), new SigningCredentials(new RsaSecurityKey(other) { KeyId = "one" }, SecurityAlgorithms.RsaSha256)))).Status);
        var publicKeyAsSecret = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(rsa.ExportSubjectPublicKeyInfoPem())) { KeyId = "one" };
        Assert.Equal(401, (await server.GetAsync("/api/v1/symbols", Sign(Claims(Ann, 600, "authenticated"), new SigningCredentials(publicKeyAsSecret, SecurityAlgorithms.HmacSha256)))).Status);
        foreach (var (claim, value) in ((string, string)[])[("iss", "https://other.example/"), ("aud", "somebody else")])
        {
            var claims = Claims(Ann, 600, "authenticated");
            claims[claim] = value;
            Assert.Equal((claim, 401), (claim, (await server.GetAsync("/api/v1/symbols", Sign(claims, new SigningCredentials(key, SecurityAlgorithms.RsaSha256)))).Status));
        }
        Assert.Equal(1, fetched);
    }

    [Fact]
    public async Task An_issuer_that_is_away_is_asked_once_in_half_a_minute()
    {
        var (asked, clock) = (0, new Microsoft.Extensions.Time.Testing.FakeTimeProvider(TimeProvider.System.GetUtcNow()));
        using var rsa = RSA.Create(2048);
        var jwk = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(rsa.ExportParameters(includePrivateParameters: false)));
        var isAway = true;
        await using var issuer = WebApplication.CreateSlimBuilder().Build();
        issuer.Urls.Add("http://127.0.0.1:0");
        issuer.MapGet("/jwks", () =>
        {
            Interlocked.Increment(ref asked);
            return isAway ? Results.StatusCode(500) : Results.Text(JsonSerializer.Serialize(new { keys = new[] { new { jwk.Kty, jwk.N, jwk.E, kid = "one", alg = "RS256", use = "sig" } } }, JsonSerializerOptions.Web), "application/json");
        });
        await issuer.StartAsync(Cancel);
        await using var server = await TestServer.StartAsync(servers, DatabaseKind.Sqlite, s => s with { JwksUrl = new Uri(issuer.Urls.First() + "/jwks"), JwtIssuer = Issuer, JwtAudience = "authenticated" }, s => s.AddSingleton<TimeProvider>(clock));
        var token = Sign(Claims(Ann, 86_400, "authenticated"), new SigningCredentials(new RsaSecurityKey(rsa) { KeyId = "one" }, SecurityAlgorithms.RsaSha256));

        for (var i = 0; i < 5; i++) Assert.Equal(401, (await server.GetAsync("/api/v1/symbols", token)).Status);
        Assert.Equal(1, asked);
        isAway = false;
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(200, (await server.GetAsync("/api/v1/symbols", token)).Status);
        isAway = true;
        clock.Advance(TimeSpan.FromMinutes(11));
        for (var i = 0; i < 5; i++) Assert.Equal(200, (await server.GetAsync("/api/v1/symbols", token)).Status);
        Assert.Equal(3, asked);
    }

    private static (int, string?) Of((int Status, JsonNode? Body) answer) => (answer.Status, (string?)answer.Body!["code"]);

    internal static string Token(Guid? user, string secret = Secret, int? seconds = 600, string role = "authenticated") =>
        Sign(Claims(user, seconds, role), new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(secret)), SecurityAlgorithms.HmacSha256));

    private static Dictionary<string, object> Claims(Guid? user, int? seconds, string role)
    {
        var claims = new Dictionary<string, object>(StringComparer.Ordinal) { ["role"] = role, ["aud"] = "authenticated", ["iss"] = Issuer };
        if (user is { } id) claims["sub"] = id.ToString();
        if (seconds is { } s) claims["exp"] = TimeProvider.System.GetUtcNow().AddSeconds(s).ToUnixTimeSeconds();
        return claims;
    }

    private static string Sign(Dictionary<string, object> claims, SigningCredentials credentials) =>
        new Microsoft.IdentityModel.JsonWebTokens.JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(JsonSerializer.Serialize(claims), credentials);
}
