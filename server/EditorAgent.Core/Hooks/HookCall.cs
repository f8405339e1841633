using EditorAgent.Core.Permissions;

namespace EditorAgent.Core.Hooks;

/// <summary>A tool call as hooks are told of it.</summary>
/// <param name="ArgumentsJson">An object, as validated.</param>
/// <param name="Question">What the rules are asked about it; matchers are held against the same.</param>
public sealed record HookCall(string ArgumentsJson, PermissionQuestion Question)
{
    public string Name => this.Question.ToolName;

    /// <summary>What came of it; null before it has run.</summary>
    public string? ResultText { get; init; }

    public bool IsError { get; init; }
}
