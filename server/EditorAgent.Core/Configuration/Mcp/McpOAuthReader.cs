using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Configuration.Mcp;

/// <summary>Reads the member <c>oauth</c> of a server. Whoever is not the user may say who the client is, not what it signs or whom it believes.</summary>
/// <param name="filled">Checks the placeholders of a text.</param>
internal sealed class McpOAuthReader(McpServerScope scope, Func<string, string> filled)
{
    private const int LongestText = 4096;
    private const int MostScopes = 100;

    private static readonly ImmutableArray<string> OfAnybody = ["clientId", "callbackPort", "scopes"];

    /// <exception cref="McpConfigurationException">It cannot be used.</exception>
    public McpOAuthSettings Read(JsonElement login)
    {
        if (login.ValueKind != JsonValueKind.Object)
        {
            throw new McpConfigurationException("its oauth is no object");
        }

        var settings = new McpOAuthSettings();
        foreach (var member in login.EnumerateObject())
        {
            if (scope != McpServerScope.User && !OfAnybody.Contains(member.Name))
            {
                throw new McpConfigurationException($"a workspace cannot set {CanonicalText.Line(member.Name, 60)} of oauth: that is for your own mcp.json");
            }

            settings = this.With(settings, member);
        }

        return settings;
    }

    private McpOAuthSettings With(McpOAuthSettings settings, JsonProperty member) => member.Name switch
    {
        "clientId" => settings with { ClientId = this.Text(member) },
        "clientSecret" => settings with { ClientSecret = this.Text(member) },
        "callbackPort" => settings with { CallbackPort = Port(member.Value) },
        "scopes" => settings with { Scopes = this.Scopes(member.Value) },
        "clientMetadataUrl" => settings with { ClientMetadataUrl = this.Address(member) },
        "grant" => settings with { Grant = Grant(this.Text(member)) },
        "privateKeyFile" => settings with { PrivateKeyFile = this.File(member) },
        "assertionFile" => settings with { AssertionFile = this.File(member) },
        "identityTokenUrl" => settings with { IdentityTokenUrl = this.Address(member) },
        "identityClientId" => settings with { IdentityClientId = this.Text(member) },
        _ => throw new McpConfigurationException($"its oauth has no setting {CanonicalText.Line(member.Name, 60)}"),
    };

    private string Text(JsonProperty member) => member.Value.ValueKind == JsonValueKind.String && member.Value.GetString() is { Length: > 0 and <= LongestText } text
        ? filled(text)
        : throw new McpConfigurationException($"{member.Name} of its oauth is no text");

    private string File(JsonProperty member) => this.Text(member) is var path && Path.IsPathFullyQualified(path)
        ? path
        : throw new McpConfigurationException($"{member.Name} of its oauth is no absolute path");

    private Uri Address(JsonProperty member) => Uri.TryCreate(this.Text(member), UriKind.Absolute, out var address) && address.Scheme is "https" or "http" && address.UserInfo.Length == 0
        ? address
        : throw new McpConfigurationException($"{member.Name} of its oauth is no http or https address");

    private static int Port(JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var port) && port is > 0 and <= 65535
        ? port
        : throw new McpConfigurationException("callbackPort of its oauth is no port");

    private ImmutableArray<string> Scopes(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array && value.GetArrayLength() <= MostScopes && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String && item.GetString()!.Length is > 0 and <= 256)
            ? [.. value.EnumerateArray().Select(item => filled(item.GetString()!))]
            : throw new McpConfigurationException("scopes of its oauth is no list of texts");

    private static McpOAuthGrant Grant(string name) => name switch
    {
        "authorization_code" => McpOAuthGrant.AuthorizationCode,
        "client_credentials" => McpOAuthGrant.ClientCredentials,
        "jwt_bearer" => McpOAuthGrant.JwtBearer,
        "enterprise" => McpOAuthGrant.Enterprise,
        _ => throw new McpConfigurationException("grant of its oauth is none of authorization_code, client_credentials, jwt_bearer and enterprise"),
    };
}
