namespace EditorAgent.Mcp.Authorization;

/// <summary>What came back by the browser: a code, or an error word. Which issuer it is from stands in <paramref name="Issuer"/>, unchecked.</summary>
internal sealed record CallbackAnswer(string? Code, string? Error, string? Issuer)
{
    public override string ToString() => "callback";
}
