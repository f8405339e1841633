using System.Text.Json;
using System.Text.Json.Nodes;

namespace EditorAgent.Security.Tests.Cases;

/// <summary>An HTTP server of strangers and its issuer, at <c>{S}/mcp</c> and <c>{S}</c>: honest but for what stands here.</summary>
internal sealed record AttackHost
{
    /// <summary>Members of the issuer's metadata that differ; null leaves one out.</summary>
    public JsonObject? Issuer { get; init; }

    /// <summary>The same of the server's own metadata.</summary>
    public JsonObject? Resource { get; init; }

    /// <summary>In place of the issuer's metadata: any text.</summary>
    public string? IssuerText { get; init; }

    /// <summary>In place of the server's metadata: a redirect to there.</summary>
    public string? ResourceRedirect { get; init; }

    /// <summary>What a request without a token is answered with; empty lets everybody in.</summary>
    public string? Challenge { get; init; }

    /// <summary>What comes back from the login beside the state.</summary>
    public string Answer { get; init; } = "code=the-code";

    /// <summary>In place of the state that belongs to the login.</summary>
    public string? State { get; init; }

    /// <summary>Refuses every token, for ever.</summary>
    public bool RefusesTokens { get; init; }

    /// <summary>Every token wants more scopes, for ever.</summary>
    public bool WantsMore { get; init; }

    /// <summary>Members of the first token beside it; later ones are good for an hour.</summary>
    public string FirstToken { get; init; } = "\"expires_in\":3600,\"refresh_token\":\"refresh-0\"";

    /// <summary>Messages to the server are redirected there.</summary>
    public string? Redirect { get; init; }

    /// <summary>The address at which an event stream says that messages are to be sent.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The result of <c>tools/list</c> and <c>tools/call</c>.</summary>
    public JsonElement? Tools { get; init; }

    public JsonElement? Call { get; init; }

    /// <summary>The list from the second connection on.</summary>
    public JsonElement? ToolsLater { get; init; }

    /// <summary>How often something may happen: <c>token</c>, <c>refresh</c>, <c>register</c>, <c>authorize</c>, <c>mcp</c>, or <c>opened</c> and <c>forms</c> in the editor.</summary>
    public IReadOnlyDictionary<string, int> Most { get; init; } = new Dictionary<string, int>();

    /// <summary>How often it must.</summary>
    public IReadOnlyDictionary<string, int> Least { get; init; } = new Dictionary<string, int>();
}
