using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using TradeMatrix.Charting;
using TradeMatrix.Charting.Encoders;
using TradeMatrix.Files;

namespace TradeMatrix.Render;

/// <summary>Draws the charts of a request, one a file.</summary>
internal sealed class RenderJob(RenderRequest request, string[] paths, bool asJson, TextWriter output, TextWriter error)
{
    private static readonly IReadOnlyDictionary<string, PictureFormat> Formats = new Dictionary<string, PictureFormat>(StringComparer.OrdinalIgnoreCase)
    {
        [".png"] = PictureFormat.Png,
        [".jpg"] = PictureFormat.Jpeg,
        [".jpeg"] = PictureFormat.Jpeg,
        [".webp"] = PictureFormat.WebP,
        [".svg"] = PictureFormat.Svg,
        [".pdf"] = PictureFormat.Pdf,
    };

    /// <summary>Draws; with one file a failure is thrown, with several it is told and the others go on.</summary>
    /// <returns>0 when all were drawn, else 1.</returns>
    public int Run()
    {
        var files = BarInput.Expand(paths);
        if (files.Count == 1)
        {
            Draw(files[0], IsFolder(request.Output) ? request.Output : null);
            return 0;
        }
        if (request.Output is { } folder && !IsFolder(folder)) throw Failure.Option("--output", folder, $"a folder, for {files.Count} files");
        if (request.Data is { } data && !IsFolder(data)) throw Failure.Option("--data", data, $"a folder, for {files.Count} files");
        var failed = 0;
        Progress.Run(files, file =>
        {
            try
            {
                Draw(file, request.Output ?? ".");
            }
            catch (Exception e) when (Cli.Expected(e) is { } failure)
            {
                failed++;
                foreach (var line in failure.Lines) error.WriteLine($"tradematrix: {file}: {line}");
            }
        });
        return failed == 0 ? 0 : 1;
    }

    private static bool IsFolder(string? path) => path is not null && (path.EndsWith('/') || Directory.Exists(path));

    private void Draw(string file, string? folder)
    {
        var clock = Stopwatch.StartNew();
        var input = request.Read(file);
        var spec = request.Spec(input);
        var name = string.Concat($"{spec.Symbol}-{spec.Interval}".Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' ? c : '_'));
        var path = folder is null ? request.Output ?? name + ".png" : Path.Combine(folder, name + ".png");
        var format = path == "-" ? PictureFormat.Png : Formats.TryGetValue(Path.GetExtension(path), out var known) ? known
            : throw Failure.Option("--output", path, "a file ending in " + string.Join(", ", Formats.Keys.Order(StringComparer.Ordinal)));
        if (folder is not null) Directory.CreateDirectory(folder);
        var picture = Chart.Draw(spec, input.Bars, format, request.Others(input.Interval));
        OutputFile.Write(path, picture.Bytes);
        if (request.Data is { } data)
        {
            if (IsFolder(data)) Directory.CreateDirectory(data);
            OutputFile.Write(IsFolder(data) ? Path.Combine(data, name + ".json") : data, Encoding.UTF8.GetBytes(picture.ToDataJson()));
        }
        if (asJson) output.WriteLine(Json(path, picture, clock.ElapsedMilliseconds));
        else if (path != "-") output.WriteLine(path);
    }

    private static string Json(string path, ChartPicture picture, long milliseconds)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("file", path);
            json.WriteNumber("bytes", picture.Bytes.Length);
            json.WriteString("altText", picture.AltText);
            json.WriteNumber("milliseconds", milliseconds);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
