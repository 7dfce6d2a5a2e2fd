using Microsoft.Net.Http.Headers;

namespace TradeMatrix.Web.ChartImg;

/// <summary>Reads from the header Accept what a client wants.</summary>
internal static class Acceptance
{
    public static Wanted Of(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        double picture = 0, data = 0, both = 0;
        foreach (var type in accepted)
        {
            var quality = type.Quality ?? 1;
            if (type.MatchesAllTypes || type.Type.Equals("image", StringComparison.OrdinalIgnoreCase)) picture = Math.Max(picture, quality);
            else if (Is(type, "application/json")) data = Math.Max(data, quality);
            else if (Is(type, "multipart/mixed")) both = Math.Max(both, quality);
        }
        return both > picture && both >= data ? Wanted.Both : data > picture ? Wanted.Data : Wanted.Picture;
    }

    private static bool Is(MediaTypeHeaderValue type, string name) => type.MediaType.Equals(name, StringComparison.OrdinalIgnoreCase);
}
