using System.Net;
using TradeMatrix.Charting.Encoders;
using TradeMatrix.Core.Charts.Upstream;
using TradeMatrix.Testing.ChartImg;

namespace TradeMatrix.Core.Tests.Charts.Upstream;

public sealed class ChartImgClientTests
{
    private static readonly Dictionary<string, ChartImgFault> Faults = new(StringComparer.Ordinal)
    {
        ["400"] = ChartImgFault.Message(400, "Bad Request"),
        ["404"] = ChartImgFault.Message(404, "Route Not Found"),
        ["409"] = ChartImgFault.SessionDisconnected,
        ["422 message"] = ChartImgFault.InvalidSymbol,
        ["422 array"] = ChartImgFault.Status(422, """[{"value":"60","msg":"must be a supported interval","param":"interval","location":"body"},{"value":"X","msg":"must be a valid tradingview EXCHANGE:SYMBOL","param":"symbol","location":"body"}]"""),
        ["422 errors"] = ChartImgFault.Status(422, """{"errors":[{"value":"60","msg":"The field must be valid interval id.","param":"interval","location":"query"}]}"""),
        ["422 error"] = ChartImgFault.Status(422, """{"error":"Invalid symbol."}"""),
        ["403 size"] = ChartImgFault.Message(403, "Exceed Max Usage Resolution Limit (800x600)"),
        ["403 parameters"] = ChartImgFault.Message(403, "Exceed Max Usage Parameter Limit (3)"),
        ["500"] = ChartImgFault.ServerError,
        ["503"] = ChartImgFault.Maintenance,
        ["504"] = ChartImgFault.Timeout,
        ["504 gateway"] = ChartImgFault.GatewayTimeout,
        ["reset"] = ChartImgFault.Reset,
        ["truncated"] = ChartImgFault.Truncated,
        ["silence"] = ChartImgFault.Silence,
        ["stall"] = ChartImgFault.Stall,
        ["broken bytes"] = ChartImgFault.BrokenBytes,
        ["half a picture"] = ChartImgFault.HalfPicture,
        ["nothing"] = ChartImgFault.Nothing,
        ["too large"] = ChartImgFault.TooLarge,
        ["JSON with 200"] = ChartImgFault.Status(200, """{"url":"https://example.org/a.png"}"""),
        ["204"] = ChartImgFault.Message(204, ""),
    };

    [Theory]
    [InlineData(PictureFormat.Png)]
    [InlineData(PictureFormat.Jpeg)]
    public async Task A_picture_comes_whole(PictureFormat format)
    {
        await using var rig = await Rig.StartAsync(["alpha"]);
        var picture = await rig.DrawAsync(format: format);
        Assert.Null(PictureCheck.Problem(picture.Bytes, format, 500, 320));
        var call = Assert.Single(rig.Server.Calls);
        Assert.Equal(("POST", "/v2/tradingview/advanced-chart", "alpha"), (call.Method, call.Path, call.Key));
    }

    [Theory]
    [InlineData("500", UpstreamFailure.Unavailable, "Something Went Wrong")]
    [InlineData("504", UpstreamFailure.Unavailable, "External Request Timeout")]
    [InlineData("504 gateway", UpstreamFailure.Unavailable, "Endpoint request timed out")]
    [InlineData("reset", UpstreamFailure.Unavailable, "the connection failed")]
    [InlineData("truncated", UpstreamFailure.Unavailable, "the connection failed")]
    public async Task Passing_failures_are_repeated_twice_after_growing_pauses(string fault, UpstreamFailure kind, string message)
    {
        await using var rig = await Rig.StartAsync(["alpha"]);
        // On a connection that was used before, where a transport might repeat by itself, unseen by the quota.
        await rig.DrawAsync();
        rig.Server.Fail(Enumerable.Repeat(Faults[fault], 3));
        var drawing = rig.DrawAsync();
        Assert.InRange(await rig.PassPauseAsync(drawing), TimeSpan.FromSeconds(0.75), TimeSpan.FromSeconds(1.25));
        Assert.InRange(await rig.PassPauseAsync(drawing), TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(2.5));
        var failure = await rig.FailAsync(drawing);
        Assert.Equal((kind, message), (failure.Kind, failure.Message));
        Assert.Equal((4, 4), (rig.Server.Calls.Count, rig.Reservations));
    }

    [Fact]
    public async Task A_repeated_call_may_succeed()
    {
        await using var rig = await Rig.StartAsync(["alpha"]);
        rig.Server.Fail(ChartImgFault.Reset, ChartImgFault.ServerError);
        var drawing = rig.DrawAsync();
        await rig.PassPauseAsync(drawing);
        await rig.PassPauseAsync(drawing);
        Assert.NotEmpty((await drawing).Bytes);
        Assert.Equal(3, rig.Reservations);
    }

    [Theory]
    [InlineData("silence")]
    [InlineData("stall")]
    public async Task An_attempt_ends_after_thirty_seconds(string fault)
    {
        await using var rig = await Rig.StartAsync(["alpha"]);
        rig.Server.Fail(Enumerable.Repeat(Faults[fault], 3));
        var drawing = rig.DrawAsync();
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await Rig.Before(drawing, rig.Server.NextCallAsync(Rig.Ends).AsTask());
            rig.Time.Advance(rig.Settings.Timeout - TimeSpan.FromTicks(1));
            Assert.False(drawing.IsCompleted);
            Assert.Equal(attempt, rig.Server.Calls.Count);
            rig.Time.Advance(TimeSpan.FromTicks(1));
            if (attempt < 3) await rig.PassPauseAsync(drawing);
        }
        var failure = await rig.FailAsync(drawing);
        Assert.Equal((UpstreamFailure.TimedOut, "no answer within 30 s"), (failure.Kind, failure.Message));
        Assert.Equal(3, rig.Reservations);
    }

    [Theory]
    [InlineData("400", 400, "Bad Request")]
    [InlineData("404", 404, "Route Not Found")]
    [InlineData("409", 409, "Session Disconnected")]
    [InlineData("422 message", 422, "Invalid Symbol")]
    [InlineData("422 array", 422, "interval must be a supported interval; symbol must be a valid tradingview EXCHANGE:SYMBOL")]
    [InlineData("422 errors", 422, "interval The field must be valid interval id.")]
    [InlineData("422 error", 422, "Invalid symbol.")]
    [InlineData("403 size", 403, "Exceed Max Usage Resolution Limit (800x600)")]
    [InlineData("403 parameters", 403, "Exceed Max Usage Parameter Limit (3)")]
    public async Task A_refusal_of_the_request_is_not_repeated_and_rests_no_key(string fault, int status, string message)
    {
        await using var rig = await Rig.StartAsync(["alpha", "beta"]);
        rig.Server.Fail(Faults[fault]);
        var failure = await rig.FailAsync();
        Assert.Equal((UpstreamFailure.Refused, (HttpStatusCode)status, message), (failure.Kind, failure.Status!.Value, failure.Message));
        Assert.Null(failure.RetryAt);
        Assert.Single(rig.Server.Calls);
        Assert.Equal((1, 0), ((await rig.DrawAsync()).Key, (await rig.DrawAsync()).Key));
    }

    [Fact]
    public async Task A_refusal_whose_text_never_comes_is_still_a_refusal()
    {
        await using var rig = await Rig.StartAsync(["alpha"]);
        rig.Server.Fail(ChartImgFault.StalledRefusal);
        var drawing = rig.DrawAsync();
        // Time passes only once the status has come.
        await Rig.Before(drawing, rig.AnswerBegan);
        rig.Time.Advance(rig.Settings.Timeout);
        var failure = await rig.FailAsync(drawing);
        Assert.Equal((UpstreamFailure.Refused, "status 422"), (failure.Kind, failure.Message));
        Assert.Single(rig.Server.Calls);
    }

    [Fact]
    public async Task Maintenance_is_not_repeated()
    {
        await using var rig = await Rig.StartAsync(["alpha"]);
        rig.Server.Fail(ChartImgFault.Maintenance);
        var failure = await rig.FailAsync();
        Assert.Equal((UpstreamFailure.Unavailable, "status 503"), (failure.Kind, failure.Message));
        Assert.Single(rig.Server.Calls);
    }

    [Theory]
    [InlineData("broken bytes", "the PNG is damaged")]
    [InlineData("half a picture", "the PNG is cut off")]
    [InlineData("nothing", "no PNG signature")]
    [InlineData("too large", "the answer is larger than 32 MB")]
    [InlineData("JSON with 200", "no PNG signature")]
    [InlineData("204", "status 204")]
    public async Task Bytes_that_are_not_the_whole_picture_are_a_bad_answer(string fault, string message)
    {
        await using var rig = await Rig.StartAsync(["alpha"]);
        rig.Server.Fail(Faults[fault]);
        var failure = await rig.FailAsync();
        Assert.Equal((UpstreamFailure.BadAnswer, message), (failure.Kind, failure.Message));
        Assert.Single(rig.Server.Calls);
    }

    [Fact]
    public async Task A_picture_of_another_size_is_a_bad_answer()
    {
        await using var rig = await Rig.StartAsync(["alpha"]);
        var other = (await rig.DrawAsync(Rig.Spec with { Width = 640 })).Bytes;
        rig.Server.Fail(ChartImgFault.Picture(_ => other));
        var failure = await rig.FailAsync();
        Assert.Equal((UpstreamFailure.BadAnswer, "the picture is 640x320, not 500x320"), (failure.Kind, failure.Message));
    }

    [Fact]
    public async Task A_redirection_is_not_followed_for_it_would_carry_the_key_away()
    {
        await using var rig = await Rig.StartAsync(["alpha"]);
        await using var elsewhere = await ChartImgServer.StartAsync(new Dictionary<string, ChartImgPlan>(), cancellationToken: Rig.Ends);
        rig.Server.Fail(ChartImgFault.Redirect(new Uri(elsewhere.Address, "/v2/tradingview/advanced-chart")));
        Assert.Equal(UpstreamFailure.BadAnswer, (await rig.FailAsync()).Kind);
        Assert.Empty(elsewhere.Calls);
    }

    [Fact]
    public async Task Every_call_is_reserved_before_it_is_sent()
    {
        Rig? rig = null;
        var sentBefore = new List<int>();
        rig = await Rig.StartAsync(["alpha", "beta"], retries: 1, reserve: _ =>
        {
            sentBefore.Add(rig!.Server.Calls.Count);
            return Task.CompletedTask;
        });
        await using var _ = rig;
        rig.Server.Fail(ChartImgFault.TooManyRequests, ChartImgFault.ServerError);
        var drawing = rig.DrawAsync();
        await rig.PassPauseAsync(drawing);
        await drawing;
        Assert.Equal([0, 1, 2], sentBefore);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_refused_reservation_ends_the_attempts(int refusedAt)
    {
        var refusal = new InvalidOperationException("no calls left today");
        await using var rig = await Rig.StartAsync(["alpha"], reserve: n => n == refusedAt ? Task.FromException(refusal) : Task.CompletedTask);
        rig.Server.Fail(Enumerable.Repeat(ChartImgFault.ServerError, refusedAt - 1));
        var drawing = rig.DrawAsync();
        for (var i = 1; i < refusedAt; i++) await rig.PassPauseAsync(drawing);
        Assert.Same(refusal, await Assert.ThrowsAsync<InvalidOperationException>(() => drawing));
        Assert.Equal(refusedAt - 1, rig.Server.Calls.Count);
    }

    [Fact]
    public async Task A_chart_the_service_cannot_draw_costs_no_call()
    {
        await using var rig = await Rig.StartAsync(["alpha"]);
        await Assert.ThrowsAsync<UnsupportedByUpstreamException>(() => rig.DrawAsync(Rig.Spec with { AsOf = 0 }));
        Assert.Equal((0, 0), (rig.Server.Calls.Count, rig.Reservations));
    }

    [Fact]
    public async Task The_circuit_opens_after_five_failures_and_tries_one_call_a_minute_later()
    {
        await using var rig = await Rig.StartAsync(["alpha"], retries: 0);
        rig.Server.Fail(Enumerable.Repeat(ChartImgFault.ServerError, 6));
        for (var i = 0; i < 5; i++) Assert.Equal(HttpStatusCode.InternalServerError, (await rig.FailAsync()).Status);
        await AssertOpenAsync(5);

        rig.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.InternalServerError, (await rig.FailAsync()).Status);
        await AssertOpenAsync(6);

        rig.Time.Advance(TimeSpan.FromMinutes(1));
        await rig.DrawAsync();
        await rig.DrawAsync();
        Assert.Equal(8, rig.Server.Calls.Count);

        async Task AssertOpenAsync(int calls)
        {
            var failure = await rig.FailAsync();
            Assert.Equal((UpstreamFailure.Unavailable, "nothing was sent: the last calls all failed"), (failure.Kind, failure.Message));
            Assert.Equal((calls, calls), (rig.Server.Calls.Count, rig.Reservations));
        }
    }

    [Fact]
    public async Task Refusals_and_limits_do_not_open_the_circuit()
    {
        await using var rig = await Rig.StartAsync(["alpha"], retries: 0);
        for (var i = 0; i < 10; i++)
        {
            rig.Server.Fail(i % 2 == 0 ? ChartImgFault.InvalidSymbol : ChartImgFault.TooManyRequests);
            await rig.FailAsync();
            rig.Time.Advance(TimeSpan.FromSeconds(1));
        }
        await rig.DrawAsync();
    }

    [Fact]
    public async Task The_caller_can_end_the_wait()
    {
        await using var rig = await Rig.StartAsync(["alpha"]);
        rig.Server.Fail(ChartImgFault.Silence);
        using var ends = new CancellationTokenSource();
        var drawing = rig.Client.DrawAsync(Rig.Spec, PictureFormat.Png, null, _ => Task.CompletedTask, ends.Token);
        await Rig.Before(drawing, rig.Server.NextCallAsync(Rig.Ends).AsTask());
        await ends.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => drawing);
        Assert.Single(rig.Server.Calls);
    }

    [Fact]
    public async Task A_failure_never_holds_a_key()
    {
        await using var rig = await Rig.StartAsync(["alpha-secret"]);
        rig.Server.Fail(ChartImgFault.Message(422, "key alpha-secret is not for this"), ChartImgFault.Message(403, "Forbidden"));
        foreach (var failure in new[] { await rig.FailAsync(), await rig.FailAsync(), await rig.FailAsync() }) Assert.DoesNotContain("alpha", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("alpha", rig.Settings.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("good", "")]
    [InlineData("good", "two words")]
    [InlineData("good", "line\nbreak")]
    public void Keys_that_no_header_can_hold_are_refused_at_once(params string[] keys)
    {
        using var http = new HttpClient();
        var problem = Assert.Throws<ArgumentException>(() => new ChartImgClient(http, new ChartImgSettings(keys), TimeProvider.System));
        Assert.StartsWith(keys.Length == 0 ? "Keys:" : "Keys[1]:", problem.Message, StringComparison.Ordinal);
    }
}
