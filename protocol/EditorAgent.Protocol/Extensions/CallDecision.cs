namespace EditorAgent.Protocol.Extensions;

/// <summary>Why a call ran or did not.</summary>
public sealed record CallDecision
{
    public required DecisionMaker By { get; init; }

    public required bool IsAllowed { get; init; }

    /// <summary>One line for the user, such as <c>allowed by rule shell(dotnet test) in ~/.editoragent/config.toml:12</c>.</summary>
    public required string Text { get; init; }
}
