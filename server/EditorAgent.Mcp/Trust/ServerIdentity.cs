using System.Collections.Immutable;
using EditorAgent.Core.Configuration.Mcp;

namespace EditorAgent.Mcp.Trust;

/// <summary>
/// What a server is, for trust: transport, command and the program it resolves to, arguments, working directory, environment, address, headers.
/// Key order and formatting do not count; values of environment and headers are in it as hashes.
/// </summary>
/// <param name="Hash">SHA-256, hexadecimal.</param>
/// <param name="Lines">The same as lines a person can read and compare.</param>
public sealed record ServerIdentity(string Hash, ImmutableArray<string> Lines)
{
    /// <param name="program">The program that <see cref="McpServerDeclaration.Command"/> resolved to; null of HTTP, or when there is none.</param>
    public static ServerIdentity Of(McpServerDeclaration server, string? program) => throw new NotImplementedException();
}
