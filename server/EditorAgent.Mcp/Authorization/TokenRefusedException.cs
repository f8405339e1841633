namespace EditorAgent.Mcp.Authorization;

/// <summary>The issuer said no. <paramref name="error"/> is one of its short words, cleaned; its prose is not kept.</summary>
internal sealed class TokenRefusedException(string error) : Exception($"The authorization server refused ({error}).")
{
    public string Error { get; } = error;
}
