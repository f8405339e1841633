using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Workspaces;
using EditorAgent.Fuzzing;
using EditorAgent.Tests.Workspaces;
using Xunit;

namespace EditorAgent.Tests.Fuzz;

/// <summary>Whatever a workspace's mcp.json holds, it gives servers that keep to the rules, and problems in words.</summary>
public sealed class McpConfigurationFuzzTests
{
    private static readonly string[] Corpus =
    [
        """{"mcpServers":{"db":{"command":"npx","args":["-y","${workspaceFolder}/tools"],"env":{"TOKEN":"x"},"cwd":"sub","enabledTools":["a"],"toolTimeoutMs":5000,"roots":["sub"]},"web":{"type":"http","url":"https://x.test/mcp","headers":{"A":"b"}}}}""",
        """{"mcpServers":{"w":{"url":"https://x.test/${input:k}","bearerTokenEnvVar":"A","transport":"http"},"v":{"command":"x","roots":true}},"inputs":[{"id":"k","type":"promptString","description":"d","password":true}]}""",
        """{"servers":{"a":{"type":"sse","url":"https://x.test/"},"b":{"type":"stdio","command":"x","disabled":true}},"inputs":[{"id":"k","password":true}]}""",
    ];

    private static readonly string[] Words =
    [
        "${workspaceFolder}/..", "${env:HOME}", "${input:k}", "${input:", "\"inputs\":[", "\"roots\":[\"..\"]", "\"bearerTokenEnvVar\":\"A\"", "${", "\"command\":", "\"command\":null", "\"args\":[", "\"mcpServers\":{", "\"LD_PRELOAD\":\"x\"", "\\ud800", "\\u0000", "[[[[[[[[[[[[[[[[[[", "1e999", "\uFEFF", "/../../../../etc/passwd",
    ];

    [Fact]
    public async Task Read_WhateverTheFileHolds_GivesServersWithinTheRules()
    {
        using var directory = new TemporaryDirectory();
        Directory.CreateDirectory(directory["repo/sub"]);
        var workspace = new Workspace(directory["repo"], [], []);
        var servers = 0;
        var problems = 0;
        await FuzzRun.AllAsync(new ByteMutator(FuzzBudget.Seed, Corpus, Words), FuzzBudget.Iterations, bytes =>
        {
            var read = McpConfigurationReader.Read("mcp.json", McpServerScope.Workspace, workspace, bytes);
            servers += read.Servers.Length;
            problems += read.Problems.Length;
            foreach (var server in read.Servers)
            {
                var texts = server.Args.Append(server.Command ?? "").Concat(server.Env.Values).Concat(server.Headers.Values).Append(server.Url?.OriginalString ?? "");
                Assert.DoesNotContain(texts, text => text.Replace("${input:", "", StringComparison.Ordinal).Contains("${", StringComparison.Ordinal));
                Assert.All(server.Roots, root => Assert.StartsWith(workspace.RealRoot, root, StringComparison.Ordinal));
                Assert.Null(server.BearerTokenEnvVar);
                Assert.DoesNotContain("LD_PRELOAD", server.Env.Keys);
                Assert.True(server.Cwd is null || server.Cwd.StartsWith(workspace.RealRoot, StringComparison.Ordinal));
                Assert.NotEmpty(server.ToString());
            }

            return Task.CompletedTask;
        });

        Assert.True(servers > 0 && problems > 0, "the inputs were all of one kind");
    }
}
