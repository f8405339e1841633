namespace EditorAgent.Mcp.Contract;

public sealed record RootFolder(Uri Address, string Name);
