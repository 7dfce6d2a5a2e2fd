using TradeMatrix.Core.Quotas;
using TradeMatrix.Core.Settings;

namespace TradeMatrix.Core.Tests.Quotas;

public sealed class PlanTests
{
    [Fact]
    public void A_setting_changes_or_lifts_a_plan()
    {
        var settings = ServiceSettings.Read(new Dictionary<string, string> { ["PLAN_BASIC"] = "per_day=100  size=1024x768 marked=false", ["PLAN_PRO"] = "unlimited", ["TOKEN_PLAN"] = "mega" });
        var basic = settings.PlanOf("BASIC")!;
        Assert.Equal((100, 1, 3, 1024, 768, 14, false), (basic.Limits.PerDay!.Value, basic.Limits.PerSecond!.Value, basic.Limits.Burst!.Value, basic.MaxWidth!.Value, basic.MaxHeight!.Value, basic.StoredDays!.Value, basic.IsMarked));
        Assert.Equal(Plan.Unlimited with { Name = "pro" }, settings.PlanOf("pro"));
        Assert.Same(Plan.Find("mega"), settings.PlanOf(settings.TokenPlan));
    }

    [Theory]
    [InlineData("per_day=many")]
    [InlineData("per_day")]
    [InlineData("size=1024")]
    [InlineData("colour=red")]
    [InlineData("per_second=0")]
    public void A_setting_that_is_no_plan_is_named(string text)
    {
        var e = Assert.Throws<SettingsException>(() => ServiceSettings.Read(new Dictionary<string, string> { ["PLAN_ULTRA"] = text }));
        Assert.Contains($"PLAN_ULTRA: '{text}' must be", e.Message, StringComparison.Ordinal);
    }
}
