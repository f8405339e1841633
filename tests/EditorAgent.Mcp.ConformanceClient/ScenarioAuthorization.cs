using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using EditorAgent.Mcp.Contract;
using ModelContextProtocol.Authentication;

namespace EditorAgent.Mcp.ConformanceClient;

/// <summary>How the scenarios of the suite log in: with a browser that is sent back at once.</summary>
internal static class ScenarioAuthorization
{
    public static EndpointAuthorization For(JsonElement context)
    {
        var options = new ClientOAuthOptions
        {
            RedirectUri = new Uri($"http://localhost:{FreePort()}/callback"),
            ClientMetadataDocumentUri = new Uri("https://conformance-test.local/client-metadata.json"),
            AuthorizationCallbackHandler = VisitAsync,
        };
        if (TextOf(context, "client_id") is { } id)
        {
            options.ClientId = id;
            options.ClientSecret = TextOf(context, "client_secret");
        }
        else
        {
            options.DynamicClientRegistration = new DynamicClientRegistrationOptions { ClientName = "EditorAgent", ApplicationType = "native" };
        }

        return new EndpointAuthorization(options, null);
    }

    private static string? TextOf(JsonElement context, string name) => context.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static async Task<AuthorizationResult?> VisitAsync(AuthorizationCallbackContext context, CancellationToken cancellationToken)
    {
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var response = await browser.GetAsync(context.AuthorizationUri, cancellationToken);
        var answered = (response.Headers.Location?.Query ?? "").TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => WebUtility.UrlDecode(pair[^1]));
        return answered.TryGetValue("code", out var code)
            ? new AuthorizationResult { Code = code, State = answered.GetValueOrDefault("state"), Iss = answered.GetValueOrDefault("iss") }
            : null;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
