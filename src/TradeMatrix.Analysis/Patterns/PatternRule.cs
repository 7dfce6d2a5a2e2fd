namespace TradeMatrix.Analysis.Patterns;

/// <summary>Whether swings are a pattern; null when not.</summary>
internal delegate PatternShape? PatternRule(in PatternWindow window);
