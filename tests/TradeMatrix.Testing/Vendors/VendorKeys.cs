namespace TradeMatrix.Testing.Vendors;

/// <summary>Keys that the vendors of <see cref="VendorServer"/> take.</summary>
public static class VendorKeys
{
    public const string TwelveData = "twelve-secret";
    public const string AlphaVantage = "alpha-secret";
}
