using TradeMatrix.Charting.Spec;

namespace TradeMatrix.Charting.Tests.Spec;

public sealed class StudyCodeTests
{
    public static TheoryData<string> Codes => [.. Catalog.Codes.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_code_with_its_defaults_is_the_code_alone(string code)
    {
        var (study, known) = Catalog.Codes[code];
        var arguments = string.Join(',', known.Arguments.Select(a => a.Default));
        var plain = Text(StudySpec.FromCode(code));

        Assert.Equal(plain, Text(StudySpec.FromCode($"{code}:{arguments}")));
        Assert.Equal(plain, Text(StudySpec.FromCode($" {code.ToLowerInvariant()} : {arguments.Replace(",", " , ", StringComparison.Ordinal)} ")));
        Assert.Equal(plain, Text(StudySpec.FromCode(code + ":" + new string(',', Math.Max(0, known.Arguments.Count - 1)))));
        Assert.Empty(ChartSpecCheck.Problems(new ChartSpec { Studies = [StudySpec.FromCode(code)] }));
        var e = Assert.Throws<ChartSpecException>(() => StudySpec.FromCode($"{code}:{arguments}{(known.Arguments.Count == 0 ? "1" : ",1")}"));
        Assert.Contains(known.Arguments.Count == 0 ? "without arguments" : $"at most {known.Arguments.Count} arguments", e.Message, StringComparison.Ordinal);
        Assert.Equal(study.Name, StudySpec.FromCode(study.Name.ToUpperInvariant()).Name);
    }

    [Theory]
    [InlineData("EMA:50", "Moving Average Exponential", "length=50 source=close")]
    [InlineData("ema:12", "Moving Average Exponential", "length=12 source=close")]
    [InlineData("EMA", "Moving Average Exponential", "length=9 source=close")]
    [InlineData("CCI:20,hlc3", "Commodity Channel Index", "in_0=20 source=hlc3")]
    [InlineData("CCI:10,close", "Commodity Channel Index", "in_0=10 source=close")]
    [InlineData("CCI:,HLC3", "Commodity Channel Index", "in_0=20 source=hlc3")]
    [InlineData("BB:20,close,2", "Bollinger Bands", "in_0=20 in_1=2 source=close")]
    [InlineData("MACD:5,10,hl2,3", "MACD", "in_0=5 in_1=10 in_2=3 in_3=hl2")]
    [InlineData("ENV:30,5,close,true", "Envelopes", "in_0=30 in_1=5 in_2=5 in_3=Exponential in_4=close")]
    [InlineData("ENV:30,5,close,simple", "Envelopes", "in_0=30 in_1=5 in_2=5 in_3=Simple in_4=close")]
    [InlineData("ATR:7,wma", "Average True Range", "in_0=7 smoothing=WMA")]
    [InlineData("Bollinger Bands:50", "Bollinger Bands", "in_0=50")]
    public void Arguments_go_where_they_belong(string code, string name, string inputs)
    {
        var study = StudySpec.FromCode(code);
        Assert.Equal(name, study.Name);
        Assert.Equal(inputs, string.Join(' ', study.Input.Select(i => $"{i.Key}={i.Value}")));
    }

    [Theory]
    [InlineData("EMA:x", "study 'EMA:x' argument 1 (length): x must be an integer from 1")]
    [InlineData("EMA:0", "study 'EMA:0' argument 1 (length): 0 must be an integer from 1")]
    [InlineData("EMA:1.5", "argument 1 (length): 1.5 must be an integer")]
    [InlineData("EMA:1e999", "argument 1 (length): ∞ must be an integer")]
    [InlineData("EMA:9,median", "argument 2")]
    [InlineData("BB:20,close,NaN", "argument 3")]
    [InlineData("ENV:20,10,close,maybe", "argument 4")]
    [InlineData("DPO:21,maybe", "argument 2")]
    [InlineData("XYZ", "study: XYZ must be a study code or name, such as ACCD")]
    [InlineData(":", "study: : must be a study code or name")]
    public void Errors_name_the_argument(string code, string message) =>
        Assert.Contains(message.Replace("∞", double.PositiveInfinity.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal), Assert.Throws<ChartSpecException>(() => StudySpec.FromCode(code)).Message, StringComparison.Ordinal);

    private static string Text(StudySpec study) => ChartSpecJson.Write(new ChartSpec { Studies = [study] });
}
