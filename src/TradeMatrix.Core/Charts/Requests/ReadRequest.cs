using TradeMatrix.Charting.Encoders;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Core.Charts.Requests;

/// <summary>A request as it was understood.</summary>
/// <param name="Spec">The chart; its symbol is as it was written. Only good without problems.</param>
/// <param name="Format">File format.</param>
/// <param name="IsStrict">Whether warnings are to be errors.</param>
/// <param name="Findings">Problems and warnings.</param>
public sealed record ReadRequest(ChartSpec Spec, PictureFormat Format, bool IsStrict, Findings Findings);
