namespace TradeMatrix.Core.Feeds.Demo;

/// <summary>Prices and volume of a span that can be divided. The volume is whole, so that its parts sum up to it exactly.</summary>
internal readonly record struct DemoBar(double Open, double High, double Low, double Close, long Volume);
