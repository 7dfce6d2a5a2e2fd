using System.Text.RegularExpressions;
using TradeMatrix.Core.Quotas;
using Microsoft.Extensions.DependencyInjection;
using TradeMatrix.Core.Settings;
using TradeMatrix.Core.Tasks;

namespace TradeMatrix.Core.Tests.Settings;

public sealed partial class ServiceSettingsTests
{
    [Fact]
    public void Another_issuers_key_set_needs_its_issuer_and_audience()
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal) { ["JWT_JWKS_URL"] = "https://issuer.example/jwks" };
        Assert.Equal(["JWT_ISSUER", "JWT_AUDIENCE"], Assert.Throws<SettingsException>(() => ServiceSettings.Read(values)).Problems.Select(p => p.Split(':')[0]));
        (values["JWT_ISSUER"], values["JWT_AUDIENCE"]) = ("https://issuer.example/", "charts");
        var settings = ServiceSettings.Read(values);
        Assert.Equal(("https://issuer.example/", "charts"), (settings.JwtIssuer, settings.JwtAudience));
    }

    [Fact]
    public void The_example_shows_each_setting_with_its_default()
    {
        var shown = SettingsSource.Parse([.. File.ReadAllLines(Example()).Where(l => Setting().IsMatch(l)).Select(l => l[1..])], ".env.example").ToDictionary(s => s.Name, s => s.Value, StringComparer.Ordinal);
        var none = new Dictionary<string, string>(StringComparer.Ordinal);
        // A database is only an example, and what is empty is left out.
        var read = ServiceSettings.Read(shown.Where(s => s.Key != "DATABASE_URL").ToDictionary());
        var defaults = ServiceSettings.Read(none);
        foreach (var property in typeof(ServiceSettings).GetProperties().Where(p => p.PropertyType.IsValueType || p.PropertyType == typeof(string)))
            Assert.Equal((property.Name, property.GetValue(defaults)), (property.Name, property.GetValue(read)));
        Assert.Equal(defaults.Feeds, read.Feeds);
        Assert.Equal(defaults.Plans, read.Plans);
        Assert.Equal((defaults.Url, defaults.S3Endpoint), (read.Url, read.S3Endpoint));

        var source = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Example())!, "src/TradeMatrix.Core/Settings/ServiceSettings.cs"));
        Assert.Equal(Name().Matches(source).Select(m => m.Groups[1].Value).Where(n => n != "XDG_DATA_HOME").Concat(Plan.All.Skip(1).Select(p => "PLAN_" + p.Name.ToUpperInvariant())).Distinct().Order(StringComparer.Ordinal), shown.Keys.Where(n => !n.StartsWith("SCHEDULE_", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_example_shows_when_each_task_runs()
    {
        var services = new ServiceCollection().AddLogging().AddChartService(ServiceSettings.Read(new Dictionary<string, string>(StringComparer.Ordinal))).BuildServiceProvider();
        await using (services)
        {
            var shown = SettingsSource.Parse([.. File.ReadAllLines(Example()).Where(l => Setting().IsMatch(l)).Select(l => l[1..])], ".env.example").Where(s => s.Name.StartsWith("SCHEDULE_", StringComparison.Ordinal));
            Assert.Equal(
                services.GetServices<IScheduledTask>().Select(t => t.Definition).Select(d => $"{d.SettingName}={d.Schedule ?? "off"}").Order(StringComparer.Ordinal),
                shown.Select(s => $"{s.Name}={s.Value}").Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData("KEY=abc", "abc")]
    [InlineData("export KEY = abc # a note", "abc")]
    [InlineData("KEY=\"abc\"", "abc")]
    [InlineData("KEY=\"abc\" # a note", "abc")]
    [InlineData("KEY='a # b' # it's a note", "a # b")]
    [InlineData("KEY=\"a\"b\"", "a\"b")]
    [InlineData("KEY=\"", "\"")]
    [InlineData("KEY=a#b", "a#b")]
    public void Quotes_enclose_a_value_and_a_note_may_follow(string line, string value) => Assert.Equal([("KEY", value)], SettingsSource.Parse([line], ".env"));

    private static string Example()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, ".env.example"))) folder = Path.GetDirectoryName(folder)!;
        return Path.Combine(folder, ".env.example");
    }

    [GeneratedRegex("^#[A-Z0-9_]+=")]
    private static partial Regex Setting();

    [GeneratedRegex("read\\.(?:Text|Key|Int|Url|Urls|List|Choice)\\(\"([A-Z0-9_]+)\"")]
    private static partial Regex Name();
}
