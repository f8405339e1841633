using System.Text.Json;
using EditorAgent.EndToEnd.Tests.Executable;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.McpServer;

/// <summary>What the server shows of a workspace, to the official client over stdio.</summary>
public sealed class LookingTests : IDisposable
{
    private readonly AgentFolders folders = new();

    [Fact]
    public async Task Client_OfAnUntrustedWorkspace_FindsSymbolsAndReadsButNotOutside()
    {
        await FixtureWorkspace.CopyAsync("invoicing", this.folders.Workspace);

        var told = await SdkClient.OverStdioAsync(
            this.folders,
            """
            [{"method":"listTools"},
             {"method":"callTool","params":{"name":"find_symbol","arguments":{"query":"InvoiceNumber"}}},
             {"method":"callTool","params":{"name":"read","arguments":{"path":"src/Invoicing/InvoiceNumber.cs"}}},
             {"method":"callTool","params":{"name":"read","arguments":{"path":"/etc/passwd"}}},
             {"method":"callTool","params":{"name":"write","arguments":{"path":"new.txt","content":"x"}}},
             {"method":"callTool","params":{"name":"read","arguments":{"file":"x"}}}]
            """,
            answers: null);

        var tools = told.Result(0).GetProperty("tools").EnumerateArray().ToDictionary(tool => tool.GetProperty("name").GetString()!);
        Assert.All(
            tools.Where(tool => tool.Key != "coding_task"),
            tool => Assert.True(tool.Value.GetProperty("annotations").GetProperty("readOnlyHint").GetBoolean(), tool.Key));
        Assert.False(tools["coding_task"].GetProperty("annotations").GetProperty("readOnlyHint").GetBoolean());
        Assert.DoesNotContain("shell", tools.Keys);
        Assert.Contains("src/Invoicing/InvoiceNumber.cs", told.Result(1).Text(), StringComparison.Ordinal);
        Assert.Contains("struct InvoiceNumber", told.Result(2).Text(), StringComparison.Ordinal);
        Assert.True(told.Result(3).GetProperty("isError").GetBoolean());
        Assert.Contains("outside the workspace", told.Result(3).Text(), StringComparison.Ordinal);
        Assert.Equal(-32602, told.Result(4).GetProperty("code").GetInt32());
        Assert.False(File.Exists(this.folders.WorkFile("new.txt")));
        Assert.Contains("$.path is missing", told.Result(5).Text().Replace("\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resources_OfAWorkspaceWithDenyRule_AreNeitherNamedNorRead()
    {
        await File.WriteAllTextAsync(this.folders.WorkFile("open.txt"), "to be seen", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(this.folders.WorkFile("closed.txt"), "not to be seen", TestContext.Current.CancellationToken);
        this.folders.WithConfig("""
            [[permission.rules]]
            decision = "deny"
            pattern = "read(closed.txt)"
            """);

        var told = await SdkClient.OverStdioAsync(
            this.folders,
            $$$"""
            [{"method":"listResources"},
             {"method":"readResource","params":{"uri":"{{{this.Uri("open.txt")}}}"} },
             {"method":"readResource","params":{"uri":"{{{this.Uri("closed.txt")}}}"} },
             {"method":"readResource","params":{"uri":"file:///etc/passwd"}},
             {"method":"readResource","params":{"uri":"http://127.0.0.1/"}},
             {"method":"complete","params":{"ref":{"type":"ref/prompt","name":"explain"},"argument":{"name":"path","value":".txt"} } },
             {"method":"getPrompt","params":{"name":"fix_and_add_tests","arguments":{"problem":"totals are wrong","path":"open.txt"} } }]
            """,
            answers: null);

        Assert.Equal(["open.txt"], told.Result(0).GetProperty("resources").EnumerateArray().Select(resource => resource.GetProperty("name").GetString()));
        Assert.Equal("to be seen", told.Result(1).GetProperty("contents")[0].GetProperty("text").GetString());
        for (var step = 2; step <= 4; step++)
        {
            Assert.Equal(-32002, told.Result(step).GetProperty("code").GetInt32());
        }

        Assert.Equal(["open.txt"], told.Result(5).GetProperty("completion").GetProperty("values").EnumerateArray().Select(value => value.GetString()));
        Assert.Contains("totals are wrong", told.Result(6).GetProperty("messages")[0].GetProperty("content").GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_ThatNobodyCalledATool_LeavesNoSession()
    {
        await SdkClient.OverStdioAsync(this.folders, """[{"method":"listTools"}]""", answers: null);

        Assert.Empty(this.folders.Journals());
    }

    public void Dispose() => this.folders.Dispose();

    private string Uri(string name) => new Uri(this.folders.WorkFile(name)).AbsoluteUri;
}
