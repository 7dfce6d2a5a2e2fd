using System.Text.Json.Nodes;
using TradeMatrix.Core.Reports;

namespace TradeMatrix.Web.Reports;

/// <summary>A stored report.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ReportType">daily, weekly, monthly, morning and others.</param>
/// <param name="Period">What it is about.</param>
/// <param name="ReportDate">The day it is for.</param>
/// <param name="Title">Its title.</param>
/// <param name="Content">Its text without figures and pictures.</param>
/// <param name="Status">completed, unless an agent says otherwise.</param>
/// <param name="Files">Address of each file by format.</param>
/// <param name="ChartUrls">Addresses of charts beside it.</param>
/// <param name="Metrics">Key figures.</param>
/// <param name="Metadata">What else is known.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record ReportItem(
    Guid Id, string ReportType, string Period, DateOnly ReportDate, string Title, string Content, string Status, IReadOnlyDictionary<string, string> Files, IReadOnlyList<string> ChartUrls, JsonNode? Metrics, JsonNode? Metadata, DateTime CreatedAt)
{
    internal static ReportItem Of(Report report, Uri root) => new(
        report.Id, report.ReportType, report.Period, report.ReportDate, report.Title, report.Content, report.Status,
        ReportStore.FilesOf(report).ToDictionary(f => f.Format, f => new Uri(root, $"/api/v1/reports/{report.Id}.{f.Format}").AbsoluteUri, StringComparer.Ordinal),
        report.ChartUrls, JsonNode.Parse(report.Metrics), JsonNode.Parse(report.Metadata), report.CreatedAt);
}
