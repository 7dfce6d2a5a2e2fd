using TradeMatrix.Core.Snapshots.Blobs;

namespace TradeMatrix.Core.Tests.Snapshots.Blobs;

public sealed class BlobKeyTests
{
    [Fact]
    public void A_key_is_the_hash_of_the_content_and_its_extension() =>
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad.svg", BlobKey.For("abc"u8, "svg"));

    [Theory]
    [InlineData("exe")]
    [InlineData("PNG")]
    [InlineData("")]
    [InlineData("png/..")]
    public void Only_pictures_have_keys(string extension) => Assert.Throws<ArgumentException>(() => BlobKey.For("abc"u8, extension));
}
