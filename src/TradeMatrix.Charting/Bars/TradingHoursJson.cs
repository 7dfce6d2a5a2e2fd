using System.Text.Json.Serialization;

namespace TradeMatrix.Charting.Bars;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TradingHours.Row[]))]
internal sealed partial class TradingHoursJson : JsonSerializerContext;
