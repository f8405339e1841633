namespace EditorAgent.CodeIntelligence.Contract;

/// <summary>One of the edits of a batch, as the model wrote it.</summary>
/// <param name="Operation"><c>replace_symbol insert_before insert_after add_member replace_text delete_symbol create_file delete_file</c>.</param>
public sealed record CodeEdit(string Operation)
{
    /// <summary>From the workspace root; null when <see cref="Symbol"/> says it.</summary>
    public string? Path { get; init; }

    public string? Symbol { get; init; }

    /// <summary>The token of the version that the model has read; null takes the last one it was shown.</summary>
    public string? Rev { get; init; }

    public string? Text { get; init; }

    /// <summary>For <c>replace_text</c>: must occur once.</summary>
    public string? Old { get; init; }

    /// <summary>For <c>add_member</c>: <c>end</c> or <c>after Name</c>.</summary>
    public string? Where { get; init; }
}
