namespace TradeMatrix.Analysis.Patterns;

/// <summary>A straight line over bar indexes.</summary>
/// <param name="X">Index of one of its points.</param>
/// <param name="Y">Its price there.</param>
/// <param name="Slope">Rise a bar.</param>
internal readonly record struct Edge(double X, double Y, double Slope)
{
    public double At(double index) => Y + (Slope * (index - X));

    public static Edge Flat(double price) => new(0, price, 0);

    public static Edge Through(Swings.Swing a, Swings.Swing b) => new(a.Index, a.Price, (b.Price - a.Price) / (b.Index - a.Index));

    /// <summary>The line of least squares through every second swing, and the largest distance of one of them from it.</summary>
    public static (Edge Line, double Error) Fit(ReadOnlySpan<Swings.Swing> swings, int first)
    {
        double n = 0, x = 0, y = 0;
        for (var i = first; i < swings.Length; i += 2)
        {
            n++;
            x += swings[i].Index;
            y += swings[i].Price - swings[first].Price;
        }
        (x, y) = (x / n, y / n);
        double products = 0, squares = 0;
        for (var i = first; i < swings.Length; i += 2)
        {
            products += (swings[i].Index - x) * (swings[i].Price - swings[first].Price - y);
            squares += (swings[i].Index - x) * (swings[i].Index - x);
        }
        var line = new Edge(x, y + swings[first].Price, squares > 0 ? products / squares : 0);
        var error = 0.0;
        for (var i = first; i < swings.Length; i += 2) error = Math.Max(error, Math.Abs(swings[i].Price - line.At(swings[i].Index)));
        return (line, error);
    }
}
