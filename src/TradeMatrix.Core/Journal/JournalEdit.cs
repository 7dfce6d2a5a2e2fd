using System.Text.Json.Nodes;
using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Core.Journal;

/// <summary>What is to be set on a journal entry; what is null stays as it is.</summary>
public sealed record JournalEdit
{
    private const int LongestText = 20_000, LongestWord = 80, LongestJson = 100_000;

    /// <summary>One of <see cref="Journal.EntryType.All"/> but <see cref="Journal.EntryType.Trade"/>, which JournalBot writes; of new entries alone.</summary>
    public string? EntryType { get; init; }

    public string? Symbol { get; init; }

    /// <summary>The trade it is about; of new entries alone.</summary>
    public Guid? TradeId { get; init; }

    public string? Decision { get; init; }
    public string? Content { get; init; }

    /// <summary>The user's own words.</summary>
    public string? Notes { get; init; }

    public JsonObject? Context { get; init; }
    public JsonObject? Metadata { get; init; }

    /// <summary>Sets the fields; gives what is wrong with them.</summary>
    internal List<SpecProblem> ApplyTo(JournalEntry entry)
    {
        var problems = new List<SpecProblem>();
        if (entry.EntryType == Journal.EntryType.Trade && (Content ?? Symbol ?? Decision) is not null) problems.Add(new SpecProblem("content", "given", "left out for the entry of a trade; write into notes"));
        Check("symbol", Symbol, LongestWord);
        Check("decision", Decision, LongestWord);
        Check("content", Content, LongestText);
        Check("notes", Notes, LongestText);
        Check("context", Context?.ToJsonString(), LongestJson);
        Check("metadata", Metadata?.ToJsonString(), LongestJson);
        if (problems.Count > 0) return problems;
        entry.Symbol = Symbol ?? entry.Symbol;
        entry.Decision = Decision ?? entry.Decision;
        entry.Content = Content ?? entry.Content;
        entry.Notes = Notes ?? entry.Notes;
        entry.Context = Context?.ToJsonString() ?? entry.Context;
        entry.Metadata = Metadata?.ToJsonString() ?? entry.Metadata;
        return problems;

        void Check(string field, string? text, int longest)
        {
            if (text is not null && (text.Length > longest || text.Contains('\0', StringComparison.Ordinal))) problems.Add(new SpecProblem(field, $"{text.Length} characters", $"at most {longest} characters without U+0000"));
        }
    }
}
