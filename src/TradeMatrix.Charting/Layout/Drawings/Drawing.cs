namespace TradeMatrix.Charting.Layout.Drawings;

/// <summary>The code of a drawing; its inputs and look are in <see cref="Spec.Catalog.Drawings"/>.</summary>
/// <param name="Name">Name in the catalogue.</param>
/// <param name="Lay">Adds the drawing's shapes and labels to the context; a pure function otherwise.</param>
internal sealed record Drawing(string Name, Action<DrawingContext> Lay);
