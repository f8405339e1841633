using System.Diagnostics;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace EditorAgent.Tests.Shared;

/// <summary>An MCP server behind a real authorization server with login and consent pages, and the person who fills them in.</summary>
internal sealed partial class ServerBehindLogin : IAsyncDisposable
{
    private readonly Process process;
    private readonly HttpClient client = new();

    private ServerBehindLogin(Process process, Uri url, string issuer) => (this.process, this.Url, this.Issuer) = (process, url, issuer);

    public Uri Url { get; }

    public string Issuer { get; }

    /// <param name="node">A Node.js that is new enough.</param>
    /// <param name="packages">The folder with <c>node_modules</c>.</param>
    /// <param name="secondsOfToken">How long an access token is good.</param>
    public static async Task<ServerBehindLogin> StartAsync(string node, string packages, int secondsOfToken, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(node, [Script(), packages, $"{secondsOfToken}", "tools"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith('{'))
            {
                using var said = JsonDocument.Parse(line);
                return new ServerBehindLogin(process, new Uri(said.RootElement.GetProperty("url").GetString()!), said.RootElement.GetProperty("issuer").GetString()!);
            }
        }

        throw new InvalidOperationException("The server behind a login did not start.");
    }

    /// <summary>How often something happened there: <c>logins</c>, <c>renewals</c>, <c>revocations</c>.</summary>
    public async Task<int> CountAsync(string what, CancellationToken cancellationToken)
    {
        using var counts = JsonDocument.Parse(await this.client.GetStringAsync(new Uri(this.Url, "/counts"), cancellationToken));
        return counts.RootElement.GetProperty(what).GetInt32();
    }

    /// <summary>Somebody opens the address, logs in and consents; their browser ends at our callback.</summary>
    /// <returns>What the last page said.</returns>
    public static async Task<string> LogInAsync(Uri address, CancellationToken cancellationToken)
    {
        using var handler = new HttpClientHandler { CookieContainer = new CookieContainer() };
        using var browser = new HttpClient(handler);
        var page = await browser.GetAsync(address, cancellationToken);
        for (var forms = 0; forms < 4; forms++)
        {
            var text = await page.Content.ReadAsStringAsync(cancellationToken);
            if (Action().Match(text) is not { Success: true } form)
            {
                return text;
            }

            var prompt = text.Contains("type=\"password\"", StringComparison.Ordinal) ? "login" : "consent";
            var fields = new Dictionary<string, string> { ["prompt"] = prompt, ["login"] = "somebody", ["password"] = "anything" };
            page = await browser.PostAsync(new Uri(address, WebUtility.HtmlDecode(form.Groups[1].Value)), new FormUrlEncodedContent(fields), cancellationToken);
        }

        throw new InvalidOperationException("The login has no end.");
    }

    public async ValueTask DisposeAsync()
    {
        this.client.Dispose();
        this.process.Kill(entireProcessTree: true);
        await this.process.WaitForExitAsync(CancellationToken.None);
        this.process.Dispose();
    }

    private static string Script([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath("../EditorAgent.Mcp.Tests/Authorization/servers/oidc-login.mjs", Path.GetDirectoryName(thisFile)!);

    [GeneratedRegex("<form[^>]*action=\"([^\"]+)\"")]
    private static partial Regex Action();
}
