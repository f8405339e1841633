using System.Collections.Immutable;
using EditorAgent.Core.Configuration.Mcp;

namespace EditorAgent.Mcp.Contract;

/// <summary>How it stands with one server, for a person.</summary>
public sealed record ServerStatus
{
    public required string Name { get; init; }

    public required McpServerScope Scope { get; init; }

    /// <summary>Command or address, on one line, without secrets.</summary>
    public string What
    {
        get => field ??= this.SayWhat?.Invoke() ?? "";
        init;
    }

    /// <summary>Gives <see cref="What"/> when it is read first: to search it for secrets takes time that a session's start does not have.</summary>
    public Func<string>? SayWhat { private get; init; }

    public required ServerState State { get; init; }

    public ServerEra? Era { get; init; }

    /// <summary>What it says of itself; null until it was reached once, in this session or an earlier one.</summary>
    public ServerIntroduction? Introduction { get; init; }

    /// <summary>Null until its tools were seen.</summary>
    public int? ToolCount { get; init; }

    /// <summary>Of the last answer.</summary>
    public TimeSpan? Latency { get; init; }

    /// <summary>How many answers of this session violated their tool's own output schema.</summary>
    public int SchemaComplaints { get; init; }

    /// <summary>One line: why it failed, what is missing, what is left out of its tools.</summary>
    public ImmutableArray<string> Problems { get; init; } = [];

    /// <summary>Of <see cref="ServerState.NeedsTrust"/>: what would be approved, or what changed since it was (<c>- old</c>, <c>+ new</c>).</summary>
    public ImmutableArray<string> TrustLines { get; init; } = [];

    /// <summary>Of the identity that <see cref="TrustLines"/> show: an approval names it, so that nothing else is approved than was shown.</summary>
    public string? TrustHash { get; init; }

    /// <summary>The last lines of its standard error.</summary>
    public ImmutableArray<string> ErrorTail { get; init; } = [];
}
