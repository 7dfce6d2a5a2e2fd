namespace TradeMatrix.Analysis.Tests;

public sealed class ReferenceTests
{
    [Fact]
    public void The_analysis_knows_bars_and_nothing_of_the_service() =>
        Assert.Equal(["TradeMatrix.Charting"], typeof(Side).Assembly.GetReferencedAssemblies().Select(a => a.Name!).Where(n => n.StartsWith("TradeMatrix", StringComparison.Ordinal)).DefaultIfEmpty("TradeMatrix.Charting"));
}
