using TradeMatrix.Core.Storage;

namespace TradeMatrix.Core.Reports;

/// <summary>A stored report. Its files never change.</summary>
public sealed class Report : IOwned
{
    public Guid Id { get; set; }
    public Guid? UserId { get; set; }

    /// <summary>daily, weekly, monthly, morning and others: small letters and _.</summary>
    public string ReportType { get; set; } = "";

    /// <summary>What it is about, such as 2026-03-03, 2026-W10 or 2026-03.</summary>
    public string Period { get; set; } = "";

    /// <summary>The day it is for.</summary>
    public DateOnly ReportDate { get; set; }

    public string Title { get; set; } = "";

    /// <summary>Its text without figures and pictures.</summary>
    public string Content { get; set; } = "";

    /// <summary>A model's summary, where one was asked.</summary>
    public string? AiSummary { get; set; }

    /// <summary>A model's points, where one was asked.</summary>
    public List<string> AiInsights { get; set; } = [];

    public string Status { get; set; } = "completed";
    public DateTime? PublishedAt { get; set; }

    /// <summary>Names it among its user's, and its files when they are saved.</summary>
    public string Slug { get; set; } = "";

    /// <summary>Addresses of charts beside it.</summary>
    public List<string> ChartUrls { get; set; } = [];

    /// <summary>Where the PDF is served, from the server's root.</summary>
    public string? PdfUrl { get; set; }

    /// <summary>Where the DOCX is served.</summary>
    public string? FileUrlDocx { get; set; }

    /// <summary>Key of each file by format, a JSON object.</summary>
    public string Files { get; set; } = "{}";

    /// <summary>Key figures, a JSON object.</summary>
    public string Metrics { get; set; } = "{}";

    /// <summary>What else is known, a JSON object.</summary>
    public string Metadata { get; set; } = "{}";

    public DateTime CreatedAt { get; set; }
}
