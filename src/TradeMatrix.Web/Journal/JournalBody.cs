using System.Text.Json.Nodes;

namespace TradeMatrix.Web.Journal;

/// <summary>What is to be set on a journal entry; what is missing stays.</summary>
/// <param name="EntryType">note, decision or analysis, when one is added.</param>
/// <param name="Symbol">Symbol or alias.</param>
/// <param name="TradeId">The trade it is about, when one is added.</param>
/// <param name="Decision">The decision, such as rejected.</param>
/// <param name="Content">What it states; of a trade's entry it cannot be changed.</param>
/// <param name="Notes">Own words.</param>
/// <param name="Context">Figures behind it.</param>
/// <param name="Metadata">What else is known.</param>
/// <param name="Version">When it is changed: the version that the change is based on.</param>
public sealed record JournalBody(string? EntryType, string? Symbol, Guid? TradeId, string? Decision, string? Content, string? Notes, JsonObject? Context, JsonObject? Metadata, int? Version);
