using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using TradeMatrix.Core;
using TradeMatrix.Core.Settings;
using TradeMatrix.Testing;

namespace TradeMatrix.Web.Tests;

/// <summary>The server itself on a free loopback port over an empty database, for one test.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly WebApplication _app;

    private TestServer(TestDatabase database, WebApplication app)
    {
        (_database, _app) = (database, app);
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public ServiceSettings Settings => Services.GetRequiredService<ServiceSettings>();

    public static async Task<TestServer> StartAsync(Servers servers, DatabaseKind kind, Func<ServiceSettings, ServiceSettings>? change = null, Action<IServiceCollection>? configure = null)
    {
        var database = await TestDatabase.CreateAsync(servers, kind);
        var settings = database.Settings with { Url = new Uri("http://127.0.0.1:0"), Roles = [ServiceRole.Web] };
        var app = ChartServer.Build(change is null ? settings : change(settings), builder => configure?.Invoke(builder.Services));
        await app.Services.PrepareAsync(TestContext.Current.CancellationToken);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new TestServer(database, app);
    }

    /// <summary>Sends a request and reads the answer's JSON.</summary>
    public async Task<(int Status, JsonNode? Body)> SendAsync(HttpMethod method, string path, object? body = null, string? bearer = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is string text) request.Content = new StringContent(text);
        else if (body is not null) request.Content = JsonContent.Create(body);
        if (bearer is not null) request.Headers.Authorization = new("Bearer", bearer);
        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        var content = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, content.Length > 0 ? JsonNode.Parse(content) : null);
    }

    public Task<(int Status, JsonNode? Body)> GetAsync(string path, string? bearer = null) => SendAsync(HttpMethod.Get, path, bearer: bearer);

    public Task<(int Status, JsonNode? Body)> PostAsync(string path, object body, string? bearer = null) => SendAsync(HttpMethod.Post, path, body, bearer);

    /// <summary>Imports daily bars of 2025.</summary>
    public async Task GiveBarsAsync(string symbol, string? bearer = null)
    {
        var csv = "Date,Open,High,Low,Close,Volume\n" + string.Concat(Enumerable.Range(0, 300).Select(i => $"{new DateOnly(2025, 1, 1).AddDays(i):yyyy-MM-dd},{100 + (i % 7)},{110 + (i % 7)},{90 + (i % 7)},{101 + (i % 7)},{1000 + i}\n"));
        var (status, body) = await PostAsync($"/api/v1/bars/{symbol}?timeframe=1D", csv, bearer);
        Assert.True(status == 200, body?.ToJsonString());
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }
}
