using TradeMatrix.Core;
using TradeMatrix.Core.Access;
using TradeMatrix.Core.Alerts;
using TradeMatrix.Core.Settings;
using TradeMatrix.Web.Access;
using TradeMatrix.Web.Charts;
using TradeMatrix.Web.Documentation;

namespace TradeMatrix.Web.Alerts;

/// <summary>Alerts, their deliveries, routes and subscriptions: <c>/api/v1/alerts</c>.</summary>
internal static class AlertEndpoints
{
    public static void MapAlerts(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/v1/alerts").WithTags("Alerts").WithErrors();
        group.MapGet("", ListAsync).Needs(Scope.Read).Answers(AlertExamples.Alerts).WithSummary("Alerts, newest first").WithDescription("An administrator also sees those of the whole service.").WithQuery(
            ("kind", string.Join(", ", AlertKind.All), "liquidity"), ("severity", string.Join(", ", AlertSeverity.All), "warning"), ("symbol", "Symbol as the alert names it", "DAX"), ("acknowledged", "true or false", "false"),
            ("from", "Raised at or after", "2026-01-01"), ("to", "Raised before", "2026-02-01"), ("limit", "Most on a page, 1 to 200", "50"), ("cursor", "next_cursor of the page before", ""));
        group.MapGet("/deliveries", DeliveriesAsync).Needs(Scope.Read).Answers(AlertExamples.Deliveries).WithSummary("Deliveries with their states, newest first").WithQuery(
            ("alert", "Of this alert alone", ""), ("state", string.Join(", ", DeliveryState.All), "failed"), ("limit", "Most on a page, 1 to 200", "50"), ("cursor", "next_cursor of the page before", ""));
        group.MapPost("/deliveries/{id}/retry", RetryAsync).Needs(Scope.Write).Answers(AlertExamples.Delivery).WithSummary("Tries a delivery that failed again");
        group.MapGet("/routes", RoutesAsync).Needs(Scope.Read).Answers<IReadOnlyList<RouteItem>>([AlertExamples.Route]).WithSummary("Where alerts go");
        group.MapPost("/routes", AddRouteAsync).Needs(Scope.Write).Answers(AlertExamples.Route, 201).WithSummary("Adds a route")
            .WithJsonBody<RouteBody>("""{"name":"Phone","channel":"telegram","address":"123456789","kinds":["liquidity"],"symbols":["DAX"],"quiet_from":"22:00","quiet_to":"07:00","zone":"Europe/Berlin"}""");
        group.MapGet("/routes/{id}", RouteAsync).Needs(Scope.Read).Answers(AlertExamples.Route).WithSummary("A route");
        group.MapPatch("/routes/{id}", UpdateRouteAsync).Needs(Scope.Write).Answers(AlertExamples.Route).WithSummary("Changes, enables or disables a route").WithJsonBody<RouteBody>("""{"enabled":false}""");
        group.MapDelete("/routes/{id}", DeleteRouteAsync).Needs(Scope.Write).Answers(new Done()).WithSummary("Removes a route with its deliveries");
        group.MapPost("/routes/{id}/code", SendCodeAsync).Needs(Scope.Write).Answers(new Done()).WithSummary("Sends a code to the address of a mail or Telegram route")
            .WithDescription("Nothing else is sent there before the route is confirmed. Codes and tests are ten an hour.");
        group.MapPost("/routes/{id}/confirm", ConfirmAsync).Needs(Scope.Write).Answers(AlertExamples.Route).WithSummary("Confirms a route with the code that was sent").WithJsonBody<CodeBody>("""{"code":"123456"}""");
        group.MapPost("/routes/{id}/test", TestAsync).Needs(Scope.Write).Answers(AlertExamples.Delivery).WithSummary("Sends a test through a route at once")
            .WithDescription("The answer tells whether it was accepted. For an administrator the name of a channel that the settings set up may stand for the id.");
        group.MapGet("/subscriptions", SubscriptionsAsync).Needs(Scope.Read).Answers<IReadOnlyList<SubscriptionItem>>([AlertExamples.Subscription]).WithSummary("Levels of which the caller wants to hear");
        group.MapPut("/subscriptions/{**symbol}", SubscribeAsync).Needs(Scope.Write).Answers(AlertExamples.Subscription).WithSummary("Subscribes to a symbol's levels, or changes that")
            .WithJsonBody<SubscriptionBody>("""{"yesterday_high_enabled":true,"yesterday_low_enabled":true,"pivot_point_enabled":false}""");
        group.MapDelete("/subscriptions/{**symbol}", UnsubscribeAsync).Needs(Scope.Write).Answers(new Done()).WithSummary("Ends a subscription");
        group.MapGet("/{id}", GetAsync).Needs(Scope.Read).Answers(AlertExamples.Alert).WithSummary("An alert");
        group.MapPost("/{id}/acknowledge", AcknowledgeAsync).Needs(Scope.Write).Answers(AlertExamples.Alert).WithSummary("Notes that an alert was taken in");
    }

    private static async Task<IResult> ListAsync(HttpContext context, AlertService alerts, ServiceSettings settings)
    {
        var fields = RequestFields.Of(context.Request.Query);
        var filter = new AlertFilter
        {
            Kind = fields.Choice("kind", AlertKind.All), Severity = fields.Choice("severity", AlertSeverity.All), Symbol = fields.Text("symbol", 80), Acknowledged = fields.Flag("acknowledged"),
            From = fields.Time("from"), To = fields.Time("to"), Limit = fields.Int("limit", 1, 200) ?? 50, After = fields.Cursor(),
        };
        fields.ThrowIfWrong();
        var (page, next) = await alerts.ListAsync(context.Caller(), filter, context.RequestAborted).ConfigureAwait(false);
        var root = settings.PublicUrl ?? ChartEndpoints.RootOf(context.Request);
        return ChartEndpoints.Json(new AlertList([.. page.Select(a => AlertItem.Of(a, root))], next?.ToString()));
    }

    private static async Task<IResult> GetAsync(HttpContext context, string id, AlertService alerts, ServiceSettings settings) =>
        Item(context, settings, await alerts.GetAsync(context.Caller(), IdOf(id), context.RequestAborted).ConfigureAwait(false));

    private static async Task<IResult> AcknowledgeAsync(HttpContext context, string id, AlertService alerts, ServiceSettings settings) =>
        Item(context, settings, await alerts.AcknowledgeAsync(context.Caller(), IdOf(id), context.RequestAborted).ConfigureAwait(false));

    private static async Task<IResult> DeliveriesAsync(HttpContext context, AlertOutbox outbox)
    {
        var fields = RequestFields.Of(context.Request.Query);
        var alert = fields.Text("alert");
        if (alert is not null && !Guid.TryParse(alert, out _)) fields.Add("alert", alert, "a UUID");
        var (state, limit, after) = (fields.Choice("state", DeliveryState.All), fields.Int("limit", 1, 200) ?? 50, fields.Cursor());
        fields.ThrowIfWrong();
        var (page, next) = await outbox.ListAsync(context.Caller(), alert is null ? null : Guid.Parse(alert), state, limit, after, context.RequestAborted).ConfigureAwait(false);
        return ChartEndpoints.Json(new DeliveryList([.. page.Select(DeliveryItem.Of)], next?.ToString()));
    }

    private static async Task<IResult> RetryAsync(HttpContext context, string id, AlertOutbox outbox) =>
        ChartEndpoints.Json(DeliveryItem.Of(await outbox.RetryAsync(context.Caller(), IdOf(id), context.RequestAborted).ConfigureAwait(false)));

    private static async Task<IResult> RoutesAsync(HttpContext context, AlertRoutes routes) =>
        ChartEndpoints.Json((await routes.ListAsync(context.Caller(), context.RequestAborted).ConfigureAwait(false)).Select(r => RouteItem.Of(r)));

    private static async Task<IResult> RouteAsync(HttpContext context, string id, AlertRoutes routes) =>
        ChartEndpoints.Json(RouteItem.Of(await routes.GetAsync(context.Caller(), IdOf(id), context.RequestAborted).ConfigureAwait(false)));

    private static async Task<IResult> AddRouteAsync(HttpContext context, AlertRoutes routes)
    {
        var draft = RouteBody.Read(await RequestFields.ReadAsync(context.Request).ConfigureAwait(false));
        var (route, secret) = await routes.AddAsync(context.Caller(), draft, context.RequestAborted).ConfigureAwait(false);
        return Results.Json(RouteItem.Of(route, secret), Errors.ErrorHandling.Json, statusCode: 201);
    }

    private static async Task<IResult> UpdateRouteAsync(HttpContext context, string id, AlertRoutes routes)
    {
        var draft = RouteBody.Read(await RequestFields.ReadAsync(context.Request).ConfigureAwait(false));
        return ChartEndpoints.Json(RouteItem.Of(await routes.UpdateAsync(context.Caller(), IdOf(id), draft, context.RequestAborted).ConfigureAwait(false)));
    }

    private static async Task<IResult> DeleteRouteAsync(HttpContext context, string id, AlertRoutes routes)
    {
        await routes.DeleteAsync(context.Caller(), IdOf(id), context.RequestAborted).ConfigureAwait(false);
        return ChartEndpoints.Json(new Done());
    }

    private static async Task<IResult> SendCodeAsync(HttpContext context, string id, AlertRouteCodes codes)
    {
        await codes.SendAsync(context.Caller(), IdOf(id), context.RequestAborted).ConfigureAwait(false);
        return ChartEndpoints.Json(new Done());
    }

    private static async Task<IResult> ConfirmAsync(HttpContext context, string id, AlertRouteCodes codes)
    {
        var fields = await RequestFields.ReadAsync(context.Request).ConfigureAwait(false);
        var code = fields.Text("code", 20);
        if (string.IsNullOrWhiteSpace(code)) fields.Add("code", code ?? "missing", "the code that was sent");
        fields.ThrowIfWrong();
        return ChartEndpoints.Json(RouteItem.Of(await codes.ConfirmAsync(context.Caller(), IdOf(id), code!, context.RequestAborted).ConfigureAwait(false)));
    }

    private static async Task<IResult> TestAsync(HttpContext context, string id, AlertDispatcher dispatcher) =>
        ChartEndpoints.Json(DeliveryItem.Of(await dispatcher.TestAsync(context.Caller(), id, context.RequestAborted).ConfigureAwait(false)));

    private static async Task<IResult> SubscriptionsAsync(HttpContext context, AlertSubscriptions subscriptions) =>
        ChartEndpoints.Json((await subscriptions.ListAsync(context.Caller(), context.RequestAborted).ConfigureAwait(false)).Select(SubscriptionItem.Of));

    private static async Task<IResult> SubscribeAsync(HttpContext context, RouteSymbol symbol, AlertSubscriptions subscriptions)
    {
        var fields = await RequestFields.ReadAsync(context.Request).ConfigureAwait(false);
        var (high, low, pivot) = (fields.Flag("yesterday_high_enabled"), fields.Flag("yesterday_low_enabled"), fields.Flag("pivot_point_enabled"));
        fields.ThrowIfWrong();
        return ChartEndpoints.Json(SubscriptionItem.Of(await subscriptions.SetAsync(context.Caller(), symbol.Name, high, low, pivot, context.RequestAborted).ConfigureAwait(false)));
    }

    private static async Task<IResult> UnsubscribeAsync(HttpContext context, RouteSymbol symbol, AlertSubscriptions subscriptions)
    {
        await subscriptions.DeleteAsync(context.Caller(), symbol.Name, context.RequestAborted).ConfigureAwait(false);
        return ChartEndpoints.Json(new Done());
    }

    private static IResult Item(HttpContext context, ServiceSettings settings, Alert alert) => ChartEndpoints.Json(AlertItem.Of(alert, settings.PublicUrl ?? ChartEndpoints.RootOf(context.Request)));

    private static Guid IdOf(string id) => Guid.TryParse(id, out var guid) ? guid : throw ServiceException.Invalid("id", id, "a UUID");

}
