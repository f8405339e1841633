using System.Collections.Immutable;

namespace EditorAgent.Core.Agent.CodeActions;

/// <summary>What the user picked, and where.</summary>
public sealed record CodeActionRequest
{
    public required CodeActionKind Kind { get; init; }

    /// <summary>The file, absolute or from the workspace's root.</summary>
    public required string Path { get; init; }

    public TextRange? Range { get; init; }

    public ImmutableArray<CodeActionDiagnostic> Diagnostics { get; init; } = [];

    /// <summary>What is selected, where the client knows it better than the file does.</summary>
    public string? Selection { get; init; }

    /// <summary>Namespace, class and method.</summary>
    public string? TestName { get; init; }

    /// <summary>What the failure said, message and frames.</summary>
    public string? StackTrace { get; init; }
}
