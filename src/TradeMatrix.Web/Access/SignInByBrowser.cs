namespace TradeMatrix.Web.Access;

/// <summary>Marks a page: the browser asks for a key, as the password of any name.</summary>
internal sealed record SignInByBrowser;
