namespace TradeMatrix.Inspecting;
internal sealed class InspectVerb { public static Verb Create(Terminal t) => new("inspect", "x"); }
