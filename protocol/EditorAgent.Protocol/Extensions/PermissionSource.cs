namespace EditorAgent.Protocol.Extensions;

/// <summary>What decided about a call.</summary>
public sealed record PermissionSource
{
    /// <summary><c>rule</c>, <c>grant</c>, <c>safeguard</c>, <c>auto_run_table</c>, <c>mode</c>, <c>hook</c>, <c>person</c> or <c>default</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Of a rule or grant, as written.</summary>
    public string? Pattern { get; init; }

    /// <summary>What a rule says: <c>allow</c>, <c>ask</c> or <c>deny</c>.</summary>
    public string? Decision { get; init; }

    /// <summary>Of a rule: absolute path.</summary>
    public string? File { get; init; }

    /// <summary>1-based.</summary>
    public int? Line { get; init; }

    /// <summary>Of a safeguard: the mark it stands for.</summary>
    public string? Mark { get; init; }
}
