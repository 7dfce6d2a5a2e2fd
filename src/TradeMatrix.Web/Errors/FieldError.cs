namespace TradeMatrix.Web.Errors;

/// <summary>A field that is wrong.</summary>
/// <param name="Field">Its path, such as <c>overrides.width</c>.</param>
/// <param name="Value">Its value; <c>missing</c> when there is none.</param>
/// <param name="Allowed">What it must be.</param>
public sealed record FieldError(string Field, string Value, string Allowed);
