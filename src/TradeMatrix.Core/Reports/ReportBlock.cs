using System.Text.Json.Serialization;

namespace TradeMatrix.Core.Reports;

/// <summary>A part of a section.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ReportText), "text")]
[JsonDerivedType(typeof(ReportList), "list")]
[JsonDerivedType(typeof(ReportFigures), "figures")]
[JsonDerivedType(typeof(ReportTable), "table")]
[JsonDerivedType(typeof(ReportPicture), "picture")]
public abstract record ReportBlock;
