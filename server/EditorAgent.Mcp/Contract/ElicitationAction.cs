namespace EditorAgent.Mcp.Contract;

public enum ElicitationAction
{
    Accept,
    Decline,
    Cancel,
}
