using TradeMatrix.Conformance;

namespace TradeMatrix.Web.Tests.ChartImg;

/// <summary>Requests of public clients, recorded beside the repository; tests that need them are skipped where they are absent.</summary>
internal static class SharedRequests
{
    public static IReadOnlyList<RecordedRequest> All()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "reference", "requests");
            if (Directory.Exists(candidate)) return RecordedRequest.ReadAll(candidate);
        }
        Assert.Skip("needs ../shared/reference/requests, which is not here");
        return [];
    }
}
