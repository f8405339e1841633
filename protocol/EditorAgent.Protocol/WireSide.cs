namespace EditorAgent.Protocol;

/// <summary>Which end of the connection serves a method.</summary>
public enum WireSide
{
    Agent,
    Client,
    Both,
}
