namespace TradeMatrix.Web.Charts;

/// <summary>A symbol at the end of a path.</summary>
/// <param name="Name">As the client means it.</param>
internal readonly record struct RouteSymbol(string Name)
{
    /// <summary>Takes the rest of a path, in which the server leaves an escaped slash alone: <c>EUR%2FUSD</c> is <c>EUR/USD</c>.</summary>
    public static bool TryParse(string text, out RouteSymbol symbol)
    {
        symbol = new RouteSymbol(text.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase));
        return true;
    }
}
