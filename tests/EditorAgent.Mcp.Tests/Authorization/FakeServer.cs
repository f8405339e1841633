using System.Net;
using System.Text.Json.Nodes;

namespace EditorAgent.Mcp.Tests.Authorization;

/// <summary>An MCP server and its authorization server in one, honest until a test changes what it says.</summary>
internal sealed class FakeServer : FakeHost
{
    private int issued;

    public FakeServer()
    {
        this.Challenge = $"Bearer resource_metadata=\"{this.Origin}/.well-known/oauth-protected-resource/mcp\"";
        this.Resource = new JsonObject { ["resource"] = this.Origin + "/mcp", ["authorization_servers"] = new JsonArray(this.Origin) };
        this.Issuer = new JsonObject
        {
            ["issuer"] = this.Origin,
            ["authorization_endpoint"] = this.Origin + "/authorize",
            ["token_endpoint"] = this.Origin + "/token",
            ["registration_endpoint"] = this.Origin + "/register",
            ["revocation_endpoint"] = this.Origin + "/revoke",
            ["code_challenge_methods_supported"] = new JsonArray("S256"),
            ["token_endpoint_auth_methods_supported"] = new JsonArray("none"),
        };
    }

    public Uri Url => new(this.Origin + "/mcp");

    public string Challenge { get; set; }

    public JsonObject Resource { get; }

    public JsonObject Issuer { get; }

    /// <summary>In place of <see cref="Issuer"/>: any text.</summary>
    public string? IssuerText { get; set; }

    /// <summary>In place of the server's metadata: a redirect.</summary>
    public string? ResourceRedirect { get; set; }

    /// <summary>Whether a call with this token gets through; 401 otherwise.</summary>
    public Func<string, bool> Accepts { get; set; } = token => token.StartsWith("access-", StringComparison.Ordinal);

    /// <summary>Of a call that got through; 403 with this challenge when not null.</summary>
    public Func<string, string?> Forbids { get; set; } = _ => null;

    /// <summary>Members of a token's answer beside the token.</summary>
    public string TokenMembers { get; set; } = """,'expires_in':3600,'refresh_token':'refresh-of-fake-server'""".Replace('\'', '"');

    protected override void Answer(HttpListenerRequest request, string body, HttpListenerResponse response)
    {
        switch (request.Url!.AbsolutePath)
        {
            case "/.well-known/oauth-protected-resource/mcp" when this.ResourceRedirect is { } elsewhere:
                response.StatusCode = 302;
                response.Headers["Location"] = elsewhere;
                break;
            case "/.well-known/oauth-protected-resource/mcp":
                Json(response, this.Resource.ToJsonString());
                break;
            case "/.well-known/oauth-authorization-server":
                Json(response, this.IssuerText ?? this.Issuer.ToJsonString());
                break;
            case "/register":
                Json(response, $$"""{"client_id":"client-of-{{this.Origin}}"}""", 201);
                break;
            case "/token":
                Json(response, $$"""{"access_token":"access-{{Interlocked.Increment(ref this.issued)}}-secret","token_type":"Bearer"{{this.TokenMembers}}}""");
                break;
            case "/revoke":
                Json(response, "{}");
                break;
            case "/mcp":
                this.AnswerCall(request.Headers["Authorization"]?.Replace("Bearer ", "", StringComparison.Ordinal) ?? "", response);
                break;
            default:
                response.StatusCode = 404;
                break;
        }
    }

    private void AnswerCall(string token, HttpListenerResponse response)
    {
        var challenge = !this.Accepts(token) ? this.Challenge : this.Forbids(token);
        if (challenge is null)
        {
            Json(response, """{"jsonrpc":"2.0","id":1,"result":{}}""");
            return;
        }

        response.Headers["WWW-Authenticate"] = challenge;
        response.StatusCode = challenge == this.Challenge ? 401 : 403;
    }
}
