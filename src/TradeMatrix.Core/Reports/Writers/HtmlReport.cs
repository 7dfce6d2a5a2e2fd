using System.Globalization;
using System.Net;
using System.Text;

namespace TradeMatrix.Core.Reports.Writers;

/// <summary>Reports as one HTML file that needs nothing else: pictures and style are in it, and there is no script.</summary>
public static class HtmlReport
{
    private const string Style = """
        :root{color-scheme:dark}
        body{margin:0;background:#0c0c0c;color:#fff;font:15px/1.5 Inter,"Helvetica Neue",Arial,sans-serif}
        main{max-width:960px;margin:0 auto;padding:32px 24px}
        h1{font-size:28px;margin:0}h2{font-size:19px;margin:32px 0 12px;padding-top:12px;border-top:1px solid #2a2a2a}
        .muted,figcaption,footer{color:#a0a0a0}.signal{color:#4d9fff}.profit{color:#00d084}.risk{color:#ff3b30}
        .figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(150px,1fr));gap:12px;margin:12px 0;padding:0}
        .figures div{background:#171717;border-radius:6px;padding:10px 14px}.figures dt{color:#a0a0a0;font-size:13px}.figures dd{margin:0;font-size:21px;font-weight:700}
        .wide{overflow-x:auto}table{border-collapse:collapse;width:100%;margin:12px 0;font-variant-numeric:tabular-nums}
        th{color:#a0a0a0;font-weight:400}th,td{text-align:left;padding:6px 10px;border-bottom:1px solid #2a2a2a;vertical-align:top}.number{text-align:right}
        figure{margin:16px 0}img{max-width:100%;height:auto}footer{margin-top:40px;font-size:13px}
        @media print{:root{color-scheme:light}body{background:#fff;color:#000}.figures div{background:#f2f2f2}.signal{color:#0059c2}.profit{color:#00714a}.risk{color:#c0241b}.muted,figcaption,footer,th,.figures dt{color:#555}figure,tr{break-inside:avoid}}
        """;

    /// <summary>Writes a report, UTF-8.</summary>
    public static byte[] Write(ReportDocument report)
    {
        var html = new StringBuilder(1 << 14);
        html.Append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><meta name=\"author\" content=\"").Append(Text(report.Author))
            .Append("\"><title>").Append(Text(report.Title)).Append("</title><style>").Append(Style).Append("</style></head>\n<body><main>\n<h1>").Append(Text(report.Title)).Append("</h1>\n");
        if (report.Subtitle is { } subtitle) html.Append("<p class=\"muted\">").Append(Text(subtitle)).Append("</p>\n");
        foreach (var section in report.Sections)
        {
            html.Append("<section><h2>").Append(Text(section.Title)).Append("</h2>\n");
            foreach (var block in section.Blocks) Append(html, block);
            html.Append("</section>\n");
        }
        html.Append("<footer>").Append(Text(report.Footer)).Append(CultureInfo.InvariantCulture, $", {report.CreatedAt:yyyy-MM-dd HH:mm} UTC</footer>\n</main></body></html>\n");
        return Encoding.UTF8.GetBytes(html.ToString());
    }

    private static void Append(StringBuilder html, ReportBlock block)
    {
        switch (block)
        {
            case ReportText text:
                html.Append("<p").Append(ClassOf(text.Tone)).Append('>').Append(Text(text.Text).Replace("\n", "<br>", StringComparison.Ordinal)).Append("</p>\n");
                break;
            case ReportList list:
                html.Append("<ul>");
                foreach (var item in list.Items) html.Append("<li>").Append(Text(item)).Append("</li>");
                html.Append("</ul>\n");
                break;
            case ReportFigures figures:
                html.Append("<dl class=\"figures\">");
                foreach (var figure in figures.Figures) html.Append("<div><dt>").Append(Text(figure.Label)).Append("</dt><dd").Append(ClassOf(figure.Tone)).Append('>').Append(Text(figure.Value)).Append("</dd></div>");
                html.Append("</dl>\n");
                break;
            case ReportTable table:
                Append(html, table);
                break;
            case ReportPicture picture:
                html.Append(CultureInfo.InvariantCulture, $"<figure><img width=\"{picture.Width}\" height=\"{picture.Height}\" alt=\"").Append(Text(picture.AltText))
                    .Append("\" src=\"data:image/png;base64,").Append(Convert.ToBase64String(picture.Png.Span)).Append("\">");
                if (picture.Caption is { } caption) html.Append("<figcaption>").Append(Text(caption)).Append("</figcaption>");
                html.Append("</figure>\n");
                break;
        }
    }

    private static void Append(StringBuilder html, ReportTable table)
    {
        html.Append("<div class=\"wide\"><table><thead><tr>");
        foreach (var column in table.Columns) html.Append("<th scope=\"col\"").Append(column.IsNumber ? " class=\"number\"" : "").Append('>').Append(Text(column.Title)).Append("</th>");
        html.Append("</tr></thead><tbody>\n");
        foreach (var row in table.Rows)
        {
            html.Append("<tr>");
            for (var i = 0; i < row.Count; i++) html.Append("<td").Append(ClassOf(row[i].Tone, table.Columns[i].IsNumber ? "number" : null)).Append('>').Append(Text(row[i].Text)).Append("</td>");
            html.Append("</tr>\n");
        }
        html.Append("</tbody></table></div>\n");
    }

    private static string ClassOf(ReportTone tone, string? other = null)
    {
        var names = string.Join(' ', new[] { other, tone == ReportTone.Plain ? null : tone.ToString().ToLowerInvariant() }.OfType<string>());
        return names.Length == 0 ? "" : $" class=\"{names}\"";
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
