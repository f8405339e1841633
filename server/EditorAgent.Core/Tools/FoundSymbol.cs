namespace EditorAgent.Core.Tools;

/// <summary>A declaration in the workspace.</summary>
/// <param name="Name">Its kind and full name, such as <c>class Orders.Invoice</c>.</param>
/// <param name="Path">Absolute.</param>
/// <param name="Line">From 1.</param>
public sealed record FoundSymbol(string Name, string Path, int Line);
