namespace TradeMatrix.Testing.ChartImg;

/// <summary>A call that reached the server.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path without the query.</param>
/// <param name="Key">The API key it came with; null when there was none where its version looks for one.</param>
/// <param name="Body">Its body; empty when there was none.</param>
public sealed record ChartImgCall(string Method, string Path, string? Key, string Body);
