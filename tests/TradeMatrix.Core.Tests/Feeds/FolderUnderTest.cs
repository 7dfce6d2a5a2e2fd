using Microsoft.Extensions.Logging;
using TradeMatrix.Core.Feeds.Folders;
using TradeMatrix.Testing.Vendors;

namespace TradeMatrix.Core.Tests.Feeds;

/// <summary>A folder of CSV files that goes at the end, on a clock that stands still.</summary>
public sealed class FolderUnderTest : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tradematrix-");

    public WatchedTime Time { get; } = new(FeedsUnderTest.Start);

    public LinesOfLog Log { get; } = new();

    public string Path => _folder.FullName;

    public FolderWatch Watch
    {
        get
        {
            using var loggers = LoggerFactory.Create(l => l.AddProvider(Log));
            return new FolderWatch(Path, Time, loggers.CreateLogger<FolderWatch>());
        }
    }

    /// <summary>Puts a file into the folder at once, as a program that writes elsewhere and renames does.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="content">Its content.</param>
    /// <param name="age">How long ago it was written.</param>
    public void Put(string name, string content, TimeSpan age)
    {
        var elsewhere = System.IO.Path.Combine(Path, name + ".part");
        File.WriteAllText(elsewhere, content);
        File.SetLastWriteTimeUtc(elsewhere, Time.GetUtcNow().UtcDateTime - age);
        File.Move(elsewhere, System.IO.Path.Combine(Path, name), overwrite: true);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
