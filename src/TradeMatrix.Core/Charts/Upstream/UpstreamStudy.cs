namespace TradeMatrix.Core.Charts.Upstream;

/// <summary>A study as chart-img.com knows it.</summary>
/// <param name="Input">Keys of its inputs.</param>
/// <param name="Plots">What of it has a look, such as <c>Signal</c> in <c>Signal.color</c>.</param>
internal sealed record UpstreamStudy(HashSet<string> Input, IReadOnlyList<string> Plots);
