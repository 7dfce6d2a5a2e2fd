namespace TradeMatrix.Values;
internal sealed class ValuesVerb { public static Verb Create(Terminal t) => new("values", "x"); }
