using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TradeMatrix.Charting.Spec;
using TradeMatrix.Core;
using TradeMatrix.Core.Charts;
using TradeMatrix.Core.Charts.Requests;
using TradeMatrix.Core.Charts.Upstream;
using TradeMatrix.Core.Quotas;
using TradeMatrix.Core.Settings;
using TradeMatrix.Core.Snapshots;
using TradeMatrix.Web.Access;
using TradeMatrix.Web.Charts;

namespace TradeMatrix.Web.ChartImg;

/// <summary>Draws what a request of chart-img.com's API asks for, within the limits of its key's plan.</summary>
internal sealed class ChartImgCharts(ChartService service, ServiceSettings settings)
{
    /// <summary>What snapshots of this API name as their maker.</summary>
    public const string Agent = "chart-img-api";

    /// <summary>Largest side of a picture where the plan has no limit: one request must not take more memory than a small server has.</summary>
    private const int LargestSide = 2048;

    private const int LongestHeader = 4000;

    /// <summary>Answers with the picture, its data or both.</summary>
    public async Task<IResult> DrawAsync(HttpContext context, JsonElement fields, Dialect dialect)
    {
        var (request, _) = Read(context, fields, dialect, stores: false);
        switch (Acceptance.Of(context.Request))
        {
            case Wanted.Data:
                return Results.Text(DataOf(await service.DescribeAsync(context.Caller(), request, context.RequestAborted).ConfigureAwait(false)), "application/json", Encoding.UTF8);
            case Wanted.Both:
                var picture = await service.GenerateAsync(context.Caller(), request, context.RequestAborted).ConfigureAwait(false);
                ChartEndpoints.Tell(context, picture);
                return new Both(DataOf(await service.DescribeAsync(context.Caller(), request, context.RequestAborted).ConfigureAwait(false)), picture.Picture);
            default:
                return ChartEndpoints.Picture(context, await service.GenerateAsync(context.Caller(), request, context.RequestAborted).ConfigureAwait(false));
        }
    }

    /// <summary>Keeps the picture and answers where it is.</summary>
    public async Task<IResult> StoreAsync(HttpContext context, JsonElement fields, Dialect dialect)
    {
        var (request, version) = Read(context, fields, dialect, stores: true);
        var answer = await service.GenerateAsync(context.Caller(), request, context.RequestAborted).ConfigureAwait(false);
        ChartEndpoints.Tell(context, answer);
        var (snapshot, root) = (answer.Snapshot!, settings.PublicUrl ?? ChartEndpoints.RootOf(context.Request));
        // Theirs is 32 hex digits long; of our 64 these are as good.
        var etag = snapshot.ContentHash![..32];
        return ChartEndpoints.Json(version == ChartImgVersion.V1
            ? new JsonObject
            {
                ["url"] = new Uri(root, $"/v1/storage/pub/{snapshot.Id}.{snapshot.Format}").AbsoluteUri, ["size"] = snapshot.Bytes, ["cors"] = null, ["etag"] = etag,
                ["expireAt"] = Iso(snapshot.ExpiresAt), ["createdAt"] = Iso(snapshot.CreatedAt),
            }
            : new JsonObject { ["url"] = new Uri(root, snapshot.ChartUrl).AbsoluteUri, ["etag"] = etag, ["expire"] = Iso(snapshot.ExpiresAt) });
    }

    /// <summary>The user's session at TradingView; null when the request has none.</summary>
    public static TradingViewSession? SessionOf(HttpRequest request) => request.Headers["tradingview-session-id"].ToString() is { Length: > 0 } id
        ? new TradingViewSession(id, request.Headers["tradingview-session-id-sign"].ToString())
        : null;

    private static (ChartRequest Request, ChartImgVersion Version) Read(HttpContext context, JsonElement fields, Dialect dialect, bool stores)
    {
        var plan = context.Identity().Plan;
        var read = RequestReader.Read(fields, dialect);
        var spec = read.Spec;
        if (!plan.MayWatermark && spec.Watermark is { Length: > 0 } mark)
        {
            read.Findings.Warn(new RequestWarning("watermark", mark, null, $"the plan '{plan.Name}' has none"));
            spec = spec with { Watermark = null };
        }
        Tell(context, read.Findings.Warnings);
        var problems = read.IsStrict ? [.. read.Findings.Problems, .. read.Findings.Warnings.Select(w => w.ToProblem())] : read.Findings.Problems;
        if (problems.Count > 0) throw ServiceException.Invalid(problems);
        Check(spec, plan, dialect);
        if (plan.IsMarked) spec = spec with { Watermark = "TradeMatrix", WatermarkSize = 32 };
        var request = new ChartRequest
        {
            Symbol = spec.Symbol, Spec = spec, Format = read.Format, Agent = Agent, TriggerType = Trigger.Manual, SaveSnapshot = stores, Session = SessionOf(context.Request),
            Retention = plan.StoredDays is { } days ? TimeSpan.FromDays(days) : null,
        };
        return (request, dialect.IsVersion1 ? ChartImgVersion.V1 : ChartImgVersion.V2);
    }

    /// <summary>Refuses what is more than the plan has: never a smaller picture.</summary>
    private static void Check(ChartSpec spec, Plan plan, Dialect dialect)
    {
        var (width, height) = (Math.Min(plan.MaxWidth ?? LargestSide, LargestSide), Math.Min(plan.MaxHeight ?? LargestSide, LargestSide));
        if (spec.Width > width || spec.Height > height) throw new ServiceException(ErrorCode.Forbidden, $"Exceed Max Usage Resolution Limit ({width}x{height})");
        if (!dialect.IsVersion1 && spec.Studies.Length + spec.Drawings.Length > plan.MaxParameters) throw new ServiceException(ErrorCode.Forbidden, $"Exceed Max Usage Parameter Limit ({plan.MaxParameters})");
    }

    /// <summary>Says what was ignored or taken for something else.</summary>
    private static void Tell(HttpContext context, IReadOnlyList<RequestWarning> warnings)
    {
        if (warnings.Count == 0) return;
        var text = ChartEndpoints.Ascii(string.Join("; ", warnings));
        context.Response.Headers["X-Chart-Warnings"] = text.Length <= LongestHeader ? text : text[..LongestHeader] + "...";
    }

    private static string DataOf(ChartDescription description)
    {
        var data = JsonNode.Parse(description.Json)!.AsObject();
        data["levels"] = description.Levels is { } levels
            ? new JsonObject { ["previousHigh"] = Number(levels.PreviousHigh), ["previousLow"] = Number(levels.PreviousLow), ["previousClose"] = Number(levels.PreviousClose), ["open"] = Number(levels.Open) }
            : null;
        data["notices"] = new JsonArray([.. description.Notices.Select(n => (JsonNode)n)]);
        return data.ToJsonString(Errors.ErrorHandling.Json);

        static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;
    }

    private static string Iso(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The data and the picture in one answer.</summary>
    private sealed class Both(string data, DrawnChart picture) : IResult
    {
        public async Task ExecuteAsync(HttpContext context)
        {
            using var parts = new MultipartContent("mixed");
            parts.Add(new StringContent(data, Encoding.UTF8, "application/json"));
            var bytes = new ByteArrayContent(picture.Bytes);
            bytes.Headers.ContentType = new(MediaTypes.Of(picture.Format));
            bytes.Headers.ContentDisposition = new("inline") { FileName = "chart." + picture.Format };
            parts.Add(bytes);
            context.Response.ContentType = parts.Headers.ContentType!.ToString();
            context.Response.ContentLength = parts.Headers.ContentLength;
            await parts.CopyToAsync(context.Response.Body, context.RequestAborted).ConfigureAwait(false);
        }
    }
}
