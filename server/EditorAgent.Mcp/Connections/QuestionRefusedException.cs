namespace EditorAgent.Mcp.Connections;

/// <summary>A question of a server is answered with an error of the protocol.</summary>
internal sealed class QuestionRefusedException(int code, string message) : Exception(message)
{
    public const int UserRefused = -1;

    public const int Overloaded = -32000;

    public int Code { get; } = code;
}
