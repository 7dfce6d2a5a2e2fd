namespace TradeMatrix.Core.Storage;

/// <summary>A numbered script of the schema.</summary>
/// <param name="Number">Its number, ascending.</param>
/// <param name="Name">File name, such as <c>016_chart_config.sql</c>.</param>
/// <param name="IsApplied">Whether the database has it.</param>
public sealed record Migration(int Number, string Name, bool IsApplied);
