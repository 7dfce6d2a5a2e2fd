using Microsoft.AspNetCore.Http.Features;
using TradeMatrix.Charting;
using TradeMatrix.Charting.Bars;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Core;
using TradeMatrix.Core.Access;
using TradeMatrix.Core.Bars;
using TradeMatrix.Core.Symbols;
using TradeMatrix.Web.Access;
using TradeMatrix.Web.Documentation;

namespace TradeMatrix.Web.Charts;

/// <summary>Bars: <c>/api/v1/bars</c>.</summary>
internal static class BarEndpoints
{
    /// <summary>Largest file of bars that is taken over HTTP, packed and unpacked.</summary>
    private const int LargestImport = 64 << 20;

    private const int MostGaps = 10_000;

    public static void MapBars(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/v1/bars").WithTags("Bars").WithErrors();
        group.MapGet("/{**symbol}", GetAsync).Needs(Scope.Read).Answers(Examples.Bars).WithSummary("A symbol's last bars, put together from shorter ones where need be")
            .WithQuery(("timeframe", "Timeframe in any usual spelling; by default 1D", "1h"), ("limit", "How many, 2 to 20000", "300"), ("as_of", "Only bars closed by this time", "2025-06-30"));
        group.MapPost("/{**symbol}", ImportAsync).Needs(Scope.Write).Answers(Examples.Import).WithSummary("Takes a CSV file of bars")
            .WithDescription("TradingView, Yahoo, Stooq, MetaTrader and Binance files are recognised, gzipped or not.").WithBody("text/csv")
            .WithQuery(("timeframe", "Timeframe, where the times do not tell", "1D"), ("timezone", "IANA zone of times without an offset", "Etc/UTC"));
        app.MapGroup("/api/v1/gaps").WithTags("Bars").WithErrors().MapGet("/{**symbol}", GapsAsync).Needs(Scope.Read).Answers(Examples.Gaps).WithSummary("Bars that a stored series lacks by its exchange's calendar")
            .WithQuery(("timeframe", "Timeframe in any usual spelling; by default 1D", "1h"), ("from", "Looked at from this time on", "2025-01-01"), ("to", "Looked at before this time", "2026-01-01"));
    }

    private static async Task<IResult> GapsAsync(HttpContext context, RouteSymbol symbol, SymbolStore symbols, BarLoader loader)
    {
        var fields = RequestFields.Of(context.Request.Query);
        var (timeframe, from, to) = (fields.Timeframe("timeframe") ?? Timeframe.D1, fields.Time("from") ?? DateTime.UnixEpoch, fields.Time("to") ?? DateTime.UnixEpoch.AddYears(1000));
        fields.ThrowIfWrong();
        var found = await symbols.GetAsync(context.Caller(), symbol.Name, context.RequestAborted).ConfigureAwait(false);
        var gaps = await loader.GapsAsync(context.Caller(), found, timeframe, Unix(from), Unix(to), context.RequestAborted).ConfigureAwait(false)
            ?? throw new ServiceException(ErrorCode.NoData, $"symbol: '{found.Symbol}' must have bars of {timeframe} or shorter");
        return ChartEndpoints.Json(new GapList(found.Symbol, gaps.Timeframe.ToString(), [.. gaps.Gaps.Take(MostGaps).Select(g => new GapList.Gap(DateTimeOffset.FromUnixTimeMilliseconds(g.From).UtcDateTime, DateTimeOffset.FromUnixTimeMilliseconds(g.To).UtcDateTime, g.Count))], gaps.Gaps.Count > MostGaps));

        static long Unix(DateTime time) => new DateTimeOffset(time).ToUnixTimeMilliseconds();
    }

    private static async Task<IResult> GetAsync(HttpContext context, RouteSymbol symbol, SymbolStore symbols, BarLoader loader)
    {
        var fields = RequestFields.Of(context.Request.Query);
        var (timeframe, limit, asOf) = (fields.Timeframe("timeframe") ?? Timeframe.D1, fields.Int("limit", 2, 20_000) ?? 300, fields.Time("as_of"));
        fields.ThrowIfWrong();
        var found = await symbols.GetAsync(context.Caller(), symbol.Name, context.RequestAborted).ConfigureAwait(false);
        var spec = new ChartSpec { Symbol = found.Symbol, Exchange = found.Exchange, Interval = timeframe, Bars = limit, Session = SessionFilter.Extended, AsOf = asOf is { } t ? new DateTimeOffset(t).ToUnixTimeMilliseconds() : null };
        var loaded = await loader.LoadAsync(context.Caller(), found, spec, context.RequestAborted).ConfigureAwait(false)
            ?? throw new ServiceException(ErrorCode.NoData, $"symbol: '{found.Symbol}' must have bars of {timeframe} or shorter; import some, or enable a feed");
        var bars = loaded.Bars;
        if (spec.AsOf is { } time) bars = bars.Slice(0, Chart.ClosedBy(bars, timeframe, BarLoader.CalendarOf(found, spec.Timezone), time));
        var rows = new List<double?[]>(limit);
        for (var i = Math.Max(0, bars.Count - limit); i < bars.Count; i++)
            rows.Add([bars.Time[i], bars.Open[i], bars.High[i], bars.Low[i], bars.Close[i], double.IsNaN(bars.Volume[i]) ? null : bars.Volume[i]]);
        return ChartEndpoints.Json(new BarList(found.Symbol, timeframe.ToString(), loaded.Source, loaded.Notices, rows));
    }

    private static async Task<IResult> ImportAsync(HttpContext context, RouteSymbol symbol, BarImport import)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = LargestImport;
        var fields = RequestFields.Of(context.Request.Query);
        var (timeframe, zone) = (fields.Timeframe("timeframe"), fields.Text("timezone") ?? "Etc/UTC");
        if (TimeZones.Find(zone) is null) fields.Add("timezone", zone, "an IANA time zone, such as Europe/Berlin");
        fields.ThrowIfWrong();
        // Into a file while it comes, so that slow clients fill no memory.
        context.Request.EnableBuffering(bufferThreshold: 1 << 16, LargestImport);
        var csv = context.Request.Body;
        await csv.CopyToAsync(Stream.Null, context.RequestAborted).ConfigureAwait(false);
        csv.Position = 0;
        var result = await import.ImportAsync(context.Caller(), symbol.Name, csv, new BarCsvOptions { Timeframe = timeframe, Zone = zone, MaxSize = LargestImport }, context.RequestAborted).ConfigureAwait(false);
        return ChartEndpoints.Json(new ImportAnswer(result.Symbol.Symbol, result.Timeframe.ToString(), result.Format.ToString(), result.Write.Inserted, result.Write.Updated, result.Write.Unchanged));
    }
}
