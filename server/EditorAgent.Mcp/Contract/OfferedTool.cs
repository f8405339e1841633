using System.Collections.Immutable;

namespace EditorAgent.Mcp.Contract;

/// <summary>A tool that a session may offer to the model.</summary>
/// <param name="ExposedName">As the model calls it: <c>mcp__server__tool</c>, made unique, at most 64 characters.</param>
/// <param name="Changed">What changed since the user saw the definition, as lines of a diff; empty when nothing did. Such a tool runs only after the user agreed to the change.</param>
public sealed record OfferedTool(string Server, ServerTool Tool, string ExposedName, ImmutableArray<string> Changed)
{
    /// <summary>Whether the user believes this server's annotations, so that they may also make a call looser.</summary>
    public bool AreHintsBelieved { get; init; }

    /// <summary>Of a tool that changed: the hash of the definition that <see cref="Changed"/> leads to. An approval names it, so that nothing else is approved than was shown.</summary>
    public string? ChangedHash { get; init; }
}
