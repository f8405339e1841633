using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Xunit;

namespace EditorAgent.Mcp.Tests.Connections;

/// <summary>The official suite against our connection: every required scenario passes; there is no list of what may fail.</summary>
public sealed partial class ClientConformanceTests(ITestOutputHelper output) : IDisposable
{
    private const string InBoth =
        """
        tools_call auth/metadata-default auth/metadata-var1 auth/metadata-var2 auth/metadata-var3 auth/basic-cimd auth/scope-from-www-authenticate
        auth/scope-from-scopes-supported auth/scope-omitted-when-undefined auth/scope-step-up auth/scope-retry-limit auth/token-endpoint-auth-basic
        auth/token-endpoint-auth-post auth/token-endpoint-auth-none auth/pre-registration
        """;

    private const string InTheOlder = "initialize elicitation-sep1034-client-defaults sse-retry";

    private const string InTheNewest =
        """
        request-metadata auth/resource-mismatch auth/offline-access-scope auth/offline-access-not-supported auth/authorization-server-migration auth/iss-supported
        auth/iss-not-advertised auth/iss-supported-missing auth/iss-wrong-issuer auth/iss-unexpected auth/iss-normalized auth/metadata-issuer-mismatch
        sep-2322-client-request-state http-standard-headers http-custom-headers http-invalid-tool-headers json-schema-ref-no-deref
        """;

    /// <summary>What the suite runs without scoring it: extensions, and what came after the release.</summary>
    private const string Unscored =
        """
        auth/client-credentials-jwt auth/client-credentials-basic auth/enterprise-managed-authorization auth/dpop auth/dpop-nonce auth/wif-jwt-bearer
        json-schema-2020-12-preservation
        """;

    private readonly DirectoryInfo results = Directory.CreateTempSubdirectory("mcp-conformance-");

    [Theory]
    [InlineData("2025-11-25", InBoth + " " + InTheOlder, 18)]
    [InlineData("2026-07-28", InBoth + " " + InTheNewest, 32)]
    public async Task Suite_WhenRunAgainstOurConnection_PassesEveryRequiredScenario(string revision, string scenarios, int count)
    {
        var required = scenarios.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(count, required.Distinct().Count());

        var summary = await this.RunAsync(revision);

        var verdicts = Verdict().Matches(summary).ToDictionary(match => match.Groups["scenario"].Value, match => (Passed: int.Parse(match.Groups["passed"].Value), Failed: int.Parse(match.Groups["failed"].Value)));
        var good = required.Where(scenario => verdicts.TryGetValue(scenario, out var verdict) && verdict is { Passed: > 0, Failed: 0 }).ToImmutableArray();
        output.WriteLine($"{revision}: {good.Length} of {count} required scenarios, {good.Sum(scenario => verdicts[scenario].Passed)} checks");
        output.WriteLine(summary);
        Assert.Equal(required.Order(), good.Order());

        var unscored = Unscored.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        var bonus = unscored.Where(scenario => verdicts.TryGetValue(scenario, out var verdict) && verdict is { Passed: > 0, Failed: 0 }).ToImmutableArray();
        output.WriteLine($"{revision}: {bonus.Length} of {unscored.Length} unscored scenarios, {bonus.Sum(scenario => verdicts[scenario].Passed)} checks");
        Assert.Equal(unscored.Order(), bonus.Order());
    }

    /// <summary>Servers of before there was metadata of a protected resource: in no requirement, and still about.</summary>
    [Theory]
    [InlineData("auth/2025-03-26-oauth-metadata-backcompat")]
    [InlineData("auth/2025-03-26-oauth-endpoint-fallback")]
    public async Task Scenario_WhenOfTheFirstLogins_Passes(string scenario)
    {
        var text = await this.SuiteAsync(["--scenario", scenario]);
        Assert.Matches(@"Passed: ([1-9]\d*)/\1, 0 failed", text);
    }

    public void Dispose() => this.results.Delete(recursive: true);

    [GeneratedRegex(@"^[✓✗] (?<scenario>\S+): (?<passed>\d+) passed, (?<failed>\d+) failed", RegexOptions.Multiline)]
    private static partial Regex Verdict();

    private async Task<string> RunAsync(string revision)
    {
        var text = await this.SuiteAsync(["--requirements", revision]);
        var summary = text.IndexOf("=== SUITE SUMMARY ===", StringComparison.Ordinal);
        Assert.True(summary >= 0, text);
        return text[summary..];
    }

    private async Task<string> SuiteAsync(string[] what)
    {
        var token = TestContext.Current.CancellationToken;
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var client = Path.Combine(Path.GetDirectoryName(McpServers.Script(""))!, "..", "..", "EditorAgent.Mcp.ConformanceClient", "bin", configuration, "net10.0", "EditorAgent.Mcp.ConformanceClient.dll");
        Assert.True(File.Exists(client), client);
        string[] arguments = [await McpServers.PackageAsync("@modelcontextprotocol/conformance/dist/index.js", token), "client", "--command", $"dotnet {Path.GetFullPath(client)}", .. what, "--timeout", "300000", "-o", this.results.FullName];
        var start = new ProcessStartInfo(await McpServers.NodeAsync(token), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = this.results.FullName,
        };
        using var suite = Process.Start(start)!;
        try
        {
            var errors = suite.StandardError.ReadToEndAsync(token);
            var text = await suite.StandardOutput.ReadToEndAsync(token) + await errors;
            await suite.WaitForExitAsync(token);
            return text;
        }
        catch
        {
            suite.Kill(entireProcessTree: true);
            throw;
        }
    }
}
