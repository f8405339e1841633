using EditorAgent.Core.Permissions;

namespace EditorAgent.Host.Headless;

/// <summary>The options of <c>run</c>.</summary>
internal sealed record HeadlessRequest
{
    public string? Prompt { get; init; }

    public string? Folder { get; init; }

    public string? Model { get; init; }

    public string? Session { get; init; }

    /// <summary>Goes on with the folder's newest session.</summary>
    public bool Continue { get; init; }

    public bool Yes { get; init; }

    public bool Trust { get; init; }

    public bool Json { get; init; }

    public PermissionMode? Mode { get; init; }

    public int? MaxSteps { get; init; }

    public long? MaxTokens { get; init; }

    public decimal? MaxCost { get; init; }

    /// <summary>Null sets no bound.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>File of a JSON Schema that the final answer has to satisfy.</summary>
    public string? OutputSchema { get; init; }
}
