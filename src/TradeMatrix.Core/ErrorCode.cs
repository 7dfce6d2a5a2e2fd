namespace TradeMatrix.Core;

/// <summary>What went wrong, as clients read it.</summary>
public static class ErrorCode
{
    public const string RateLimitExceeded = "rate_limit_exceeded";
    public const string InvalidSymbol = "invalid_symbol";
    public const string InvalidTimeframe = "invalid_timeframe";
    public const string InvalidRequest = "invalid_request";
    public const string NoData = "no_data";
    public const string ApiError = "api_error";
    public const string Unauthorized = "unauthorized";
    public const string Forbidden = "forbidden";
    public const string NotFound = "not_found";
    public const string Conflict = "conflict";
    public const string Gone = "gone";
    public const string NotImplemented = "not_implemented";
    public const string InternalError = "internal_error";
}
