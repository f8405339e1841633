namespace EditorAgent.Core.Tools;

/// <param name="AbsolutePath">The file a client can follow along.</param>
/// <param name="Line">1-based, where it is known.</param>
public sealed record ToolLocation(string AbsolutePath, int? Line = null);
