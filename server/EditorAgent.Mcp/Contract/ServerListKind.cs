namespace EditorAgent.Mcp.Contract;

public enum ServerListKind
{
    Tools,
    Prompts,
    Resources,
}
