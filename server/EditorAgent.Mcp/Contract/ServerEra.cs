using EditorAgent.Core.Configuration.Mcp;

namespace EditorAgent.Mcp.Contract;

/// <summary>How a server is spoken to.</summary>
/// <param name="Revision">Of the specification, for example <c>2026-07-28</c>.</param>
/// <param name="Transport">Which of the HTTP transports it answered on.</param>
public sealed record ServerEra(string Revision, McpTransport Transport);
