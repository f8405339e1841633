namespace EditorAgent.Protocol.Extensions;

/// <summary>A problem that the editor shows.</summary>
public sealed record EditorDiagnostic
{
    public required string Message { get; init; }

    /// <summary>For example <c>CS0103</c>.</summary>
    public string? Code { get; init; }

    /// <summary>Who says it, for example <c>csharp</c>.</summary>
    public string? Source { get; init; }

    /// <summary><c>error</c>, <c>warning</c>, <c>information</c> or <c>hint</c>.</summary>
    public string? Severity { get; init; }

    public required EditorRange Range { get; init; }
}
