using System.Collections.Immutable;

namespace EditorAgent.Core.Configuration.Mcp;

/// <summary>The servers of one or more files, and what of the files could not be used.</summary>
/// <param name="Servers">In the order in which they are written.</param>
/// <param name="Problems">What the user has to know, one line each, naming file and server: what is left out and why, and what takes the place of what.</param>
public sealed record McpConfiguration(ImmutableArray<McpServerDeclaration> Servers, ImmutableArray<string> Problems)
{
    public static McpConfiguration Empty { get; } = new([], []);
}
