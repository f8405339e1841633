using System.Collections;
using System.Text.Json;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Secrets;
using EditorAgent.Mcp.Authorization;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.ConformanceClient;

/// <summary>The product's own logins, for a user whose folder is new and whose browser agrees to everything.</summary>
internal sealed class ScenarioAuthorization : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("editor-agent-").FullName;
    private readonly ServerAuthorizations authorizations;

    public ScenarioAuthorization()
    {
        var home = new EditorAgentHome(this.folder);
        this.authorizations = new ServerAuthorizations(new AuthorizationParts
        {
            Secrets = SecretStores.Open(home, new TrustedPath(null, []), new Hashtable(), _ => { }, TimeProvider.System),
            Locks = SecretStores.LocksOf(home, TimeProvider.System),
            Fill = (_, text, _) => Task.FromResult<string?>(text),
            Open = VisitAsync,
            Time = TimeProvider.System,
        });
    }

    public EndpointAuthorization For(Uri address, string scenario, JsonElement context) => this.authorizations.For(new McpServerDeclaration
    {
        Name = "conformance",
        Scope = McpServerScope.User,
        Source = "context",
        Transport = McpTransport.Http,
        Url = address,
        OAuth = this.Settings(scenario, context),
    });

    public void Dispose()
    {
        this.authorizations.Dispose();
        Directory.Delete(this.folder, recursive: true);
    }

    private McpOAuthSettings Settings(string scenario, JsonElement context)
    {
        var settings = new McpOAuthSettings
        {
            ClientId = TextOf(context, "client_id"),
            ClientSecret = TextOf(context, "client_secret"),
            ClientMetadataUrl = new Uri("https://conformance-test.local/client-metadata.json"),
        };
        return scenario switch
        {
            "auth/client-credentials-jwt" => settings with { Grant = McpOAuthGrant.ClientCredentials, PrivateKeyFile = this.FileWith("key.pem", context, "private_key_pem") },
            "auth/client-credentials-basic" => settings with { Grant = McpOAuthGrant.ClientCredentials },
            "auth/wif-jwt-bearer" => settings with { Grant = McpOAuthGrant.JwtBearer, AssertionFile = this.FileWith("token", context, "valid_jwt") },
            "auth/enterprise-managed-authorization" => settings with
            {
                Grant = McpOAuthGrant.Enterprise,
                AssertionFile = this.FileWith("token", context, "idp_id_token"),
                IdentityClientId = TextOf(context, "idp_client_id"),
                IdentityTokenUrl = new Uri(TextOf(context, "idp_token_endpoint")!),
            },
            _ => settings,
        };
    }

    private string FileWith(string name, JsonElement context, string member)
    {
        var file = Path.Combine(this.folder, name);
        File.WriteAllText(file, TextOf(context, member));
        return file;
    }

    private static string? TextOf(JsonElement context, string name) => context.TryGetProperty(name, out var value) ? value.GetString() : null;

    /// <summary>Goes where the login leads, and then back to where the product listens.</summary>
    private static async Task<bool> VisitAsync(LoginAddress login, CancellationToken cancellationToken)
    {
        using var browser = new HttpClient();
        using var page = await browser.GetAsync(login.Address, cancellationToken);
        return page.IsSuccessStatusCode;
    }
}
