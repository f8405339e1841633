namespace EditorAgent.Host.Gateway;

/// <summary>As typed.</summary>
/// <param name="Listen">Null takes a free port of 127.0.0.1.</param>
/// <param name="Upstream">The address of a chat-completions endpoint; null takes a configured provider.</param>
/// <param name="Provider">Of config.toml; null is the default model's.</param>
/// <param name="KeyVariable">Names the variable that holds the upstream's key; null hands on the client's.</param>
/// <param name="TokenFile">Where clients find the gateway's token; null shows it once.</param>
/// <param name="AllowsPrivate">Whether MCP servers may be in private networks.</param>
internal sealed record GatewaySettings(string? Listen, string? Upstream, string? Provider, string? KeyVariable, string? TokenFile, bool AllowsPrivate);
