namespace TradeMatrix.Web.ChartImg;

/// <summary>What a client wants of a chart: the picture, unless it asks for something else and would rather not have a picture.</summary>
internal enum Wanted
{
    Picture,
    Data,
    Both,
}
