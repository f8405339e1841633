namespace EditorAgent.Core.Agent.CodeActions;

/// <summary>A problem as the editor shows it.</summary>
/// <param name="Message">What it says.</param>
/// <param name="Range">Where.</param>
public sealed record CodeActionDiagnostic(string Message, TextRange Range)
{
    /// <summary>For example <c>CS0103</c>.</summary>
    public string? Code { get; init; }

    /// <summary>Who says it, for example <c>csharp</c>.</summary>
    public string? Source { get; init; }

    /// <summary><c>error</c>, <c>warning</c>, <c>information</c> or <c>hint</c>.</summary>
    public string? Severity { get; init; }
}
