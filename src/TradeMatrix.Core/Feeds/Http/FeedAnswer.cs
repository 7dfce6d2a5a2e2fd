using System.Net;
using System.Net.Http.Headers;

namespace TradeMatrix.Core.Feeds.Http;

/// <summary>A vendor's answer below status 500.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Body">Its body, decompressed.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="RetryAfter">What it says about when to call again.</param>
internal sealed record FeedAnswer(HttpStatusCode Status, byte[] Body, HttpResponseHeaders Headers, TimeSpan? RetryAfter);
