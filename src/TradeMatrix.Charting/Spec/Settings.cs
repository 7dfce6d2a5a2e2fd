
namespace TradeMatrix.Charting.Spec;

/// <summary>Values by key: what was given, else the catalogue's default. Values are taken as checked.</summary>
/// <param name="definitions">The settings that exist, by key.</param>
/// <param name="given">The values given.</param>
public sealed class Settings(IReadOnlyDictionary<string, SettingDefinition> definitions, IReadOnlyDictionary<string, SettingValue> given)
{
    /// <summary>Whether there is such a setting with a value, given or default.</summary>
    public bool Has(string key) => Find(key) is not null;

    /// <summary>Whether a value was given.</summary>
    public bool IsGiven(string key) => given.ContainsKey(key);

    /// <summary>A value of any kind.</summary>
    public SettingValue Value(string key) => Find(key) ?? throw new KeyNotFoundException($"There is no setting '{key}'.");

    /// <summary>A whole number.</summary>
    public int Int(string key) => (int)Number(key);

    /// <summary>A number.</summary>
    public double Number(string key) => (double)Get(key);

    /// <summary>A flag.</summary>
    public bool Flag(string key) => (bool)Get(key);

    /// <summary>A flag, or another value when there is no such setting.</summary>
    public bool Flag(string key, bool otherwise) => (bool?)Find(key)?.Raw ?? otherwise;

    /// <summary>A text.</summary>
    public string Text(string key) => (string)Get(key);

    /// <summary>A colour.</summary>
    public Rgba Color(string key) => Rgba.Parse(Text(key));

    /// <summary>A time, Unix milliseconds UTC.</summary>
    public long Time(string key) => SettingDefinition.TryParseTime(Text(key), out var time) ? time : throw new FormatException($"{key}: '{Text(key)}' must be an ISO 8601 date-time");

    private object Get(string key) => Value(key).Raw;

    private SettingValue? Find(string key)
    {
        if (!definitions.TryGetValue(key, out var definition)) return null;
        return given.TryGetValue(key, out var value) ? value : definition.Default;
    }
}
