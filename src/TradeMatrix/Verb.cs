using System.CommandLine;

namespace TradeMatrix;

/// <summary>A command with examples at the end of its help.</summary>
internal sealed class Verb(string name, string description, params string[] examples) : Command(name, description)
{
    /// <summary>Command lines.</summary>
    public IReadOnlyList<string> Examples => examples;
}
