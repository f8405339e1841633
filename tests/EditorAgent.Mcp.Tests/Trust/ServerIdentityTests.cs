using System.Collections.Immutable;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Mcp.Trust;
using Xunit;

namespace EditorAgent.Mcp.Tests.Trust;

public sealed class ServerIdentityTests
{
    private static readonly McpServerDeclaration Server = TrustFixture.Stdio();

    [Fact]
    public void Of_TheSameServer_IsTheSameWhateverItIsCalledAndHoweverLongItMayTake()
    {
        var other = Server with { Name = "other", Source = "elsewhere", ToolTimeout = TimeSpan.FromSeconds(1), DisabledTools = ["x"], IsEnabled = false };

        Assert.Equal(Of(Server).Hash, Of(other).Hash);
    }

    [Fact]
    public void Of_AnythingThatDecidesWhatRuns_IsInTheHash()
    {
        McpServerDeclaration[] changed =
        [
            Server with { Command = "npx2" },
            Server with { Args = ["-y server"] },
            Server with { Args = ["server", "-y"] },
            Server with { Args = ["-y", "server", ""] },
            Server with { Cwd = "/tmp" },
            Server with { Env = Server.Env.SetItem("PORT", "2") },
            Server with { Env = Server.Env.SetItem("API_TOKEN", "another-secret") },
            Server with { Env = Server.Env.Add("MORE", "") },
            Server with { Transport = McpTransport.Http, Command = null, Url = new Uri("https://x.test/") },
            Server with { Transport = McpTransport.Sse, Command = null, Url = new Uri("https://x.test/") },
            Server with { Headers = ImmutableSortedDictionary<string, string>.Empty.Add("A", "b") },
            Server with { BearerTokenEnvVar = "TOKEN" },
            Server with { Roots = ["/repo"] },
        ];

        var hashes = changed.Select(server => Of(server).Hash).Append(Of(Server).Hash).Append(ServerIdentity.Of(Server, "/other/npx").Hash).Append(ServerIdentity.Of(Server, null).Hash).ToList();

        Assert.Equal(hashes.Count, hashes.Distinct().Count());
    }

    [Fact]
    public void Lines_ShowTheExactCommandAndNoSecret()
    {
        var text = string.Join('\n', Of(Server with { Args = ["-c", "password=$(touch${IFS}canary)", "a\u200bb"] }).Lines);

        Assert.Contains("argument: password=$(touch${IFS}canary)", text, StringComparison.Ordinal);
        Assert.Contains(@"argument: a\u{200b}b", text, StringComparison.Ordinal);
        Assert.Contains("environment PORT: 1", text, StringComparison.Ordinal);
        Assert.Contains("environment API_TOKEN: (value not shown)", text, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_OfAVeryLongArgument_LeaveNothingOut()
    {
        var argument = string.Concat(Enumerable.Range(0, 3_000).Select(number => $"{number};"));

        Assert.Contains($"argument: {argument}", Of(Server with { Args = [argument] }).Lines);
    }

    private static ServerIdentity Of(McpServerDeclaration server) => ServerIdentity.Of(server, "/usr/bin/npx");
}
