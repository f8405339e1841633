namespace EditorAgent.Mcp.Authorization;

/// <param name="Server">The server's configured name.</param>
/// <param name="Host">Who will ask the user for their credentials; no part of it comes from another host.</param>
/// <param name="Address">To be opened in a browser: https, or http on this machine. It is good once and for five minutes.</param>
public sealed record LoginAddress(string Server, string Host, Uri Address);
