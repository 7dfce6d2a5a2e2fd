using TradeMatrix.Core.Settings;

namespace TradeMatrix.Core.Tests.Feeds;

public sealed class FeedSettingsTests
{
    [Theory]
    [InlineData("TWELVE_DATA_API_KEY")]
    [InlineData("ALPHA_VANTAGE_API_KEY")]
    public void A_vendors_key_that_no_header_can_hold_is_refused_and_not_repeated(string name)
    {
        foreach (var key in new[] { "se cret", "secret\r\nX: y", "sécret" })
        {
            var failure = Assert.Throws<SettingsException>(() => ServiceSettings.Read(new Dictionary<string, string> { [name] = key }));

            Assert.Equal($"{name}: '…' must be printable ASCII without spaces", failure.Message);
        }
    }

    [Fact]
    public void A_vendors_key_is_taken_without_the_blanks_around_it() =>
        Assert.Equal("secret", ServiceSettings.Read(new Dictionary<string, string> { ["TWELVE_DATA_API_KEY"] = " secret " }).TwelveDataKey);

    [Fact]
    public void The_feed_folder_needs_its_folder()
    {
        var failure = Assert.Throws<SettingsException>(() => ServiceSettings.Read(new Dictionary<string, string> { ["FEEDS"] = "folder" }));

        Assert.Equal("FEED_FOLDER: '' must be given when FEEDS has folder", failure.Message);
        Assert.Equal(["folder"], ServiceSettings.Read(new Dictionary<string, string> { ["FEEDS"] = "folder", ["FEED_FOLDER"] = "bars" }).Feeds);
    }
}
