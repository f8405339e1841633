using EditorAgent.EndToEnd.Tests.Executable;
using EditorAgent.EndToEnd.Tests.Headless;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.McpServer;

/// <summary>Whole jobs handed over by the official client over stdio: what is asked reaches its user, and only what they allow happens.</summary>
public sealed class CodingTaskTests : IDisposable
{
    private const string Task = """[{"method":"callTool","params":{"name":"coding_task","arguments":{"prompt":"Make it green."}}}]""";

    private const string Testing = """
        turns:
          - answer: {calls: [{tool: run_tests, arguments: {}}]}
          - at: 1
            answer: {text: It is over.}
        """;

    private readonly AgentFolders folders = new();

    public CodingTaskTests() => File.WriteAllText(this.folders.WorkFile("notes.txt"), "colour=red\n");

    [Fact]
    public async Task CodingTask_WhenTheUserAllows_ChangesTheFileAndTellsIt()
    {
        await using var model = await ScriptedServer.StartAsync(Conversations.Editing);

        var told = await SdkClient.OverStdioAsync(this.folders.WithModel(model), Task, """[{"decision":"allow"}]""");

        var result = told.Result(0);
        Assert.False(result.TryGetProperty("isError", out _), result.ToString());
        Assert.Equal("colour=green\n", this.Notes);
        Assert.Equal("notes.txt", result.Structured().GetProperty("changedFiles")[0].GetProperty("path").GetString());
        Assert.Equal("modified", result.Structured().GetProperty("changedFiles")[0].GetProperty("change").GetString());
        Assert.Equal("Changed.", result.Structured().GetProperty("answer").GetString());
        Assert.Contains("+colour=green", Assert.Single(told.Questions()), StringComparison.Ordinal);
        Assert.Contains(told.GetProperty("progress").EnumerateArray(), progress => progress.GetString()!.Contains("notes.txt", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CodingTask_WhenTheUserDenies_ChangesNothing()
    {
        await using var model = await ScriptedServer.StartAsync(Conversations.Editing.Replace("Not allowed", "Not allowed|user", StringComparison.Ordinal));

        var told = await SdkClient.OverStdioAsync(this.folders.WithModel(model), Task, """[{"decision":"deny","feedback":"red is fine"}]""");

        Assert.Equal("colour=red\n", this.Notes);
        Assert.Single(told.Questions());
        Assert.Equal(1, told.Result(0).Structured().GetProperty("notAllowed").GetInt32());
        Assert.Contains(await model.RequestsAsync(), request => request.Contains("red is fine", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CodingTask_OfAClientThatCannotBeAsked_IsDeniedAndSaysWhy()
    {
        await using var model = await ScriptedServer.StartAsync(Conversations.Editing);

        var told = await SdkClient.OverStdioAsync(this.folders.WithModel(model), Task, answers: null);

        Assert.Equal("colour=red\n", this.Notes);
        Assert.Equal(1, told.Result(0).Structured().GetProperty("notAllowed").GetInt32());
        Assert.Contains("this client cannot be asked", told.Result(0).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CodingTask_WhenTheCallIsCancelled_EndsItsTurnAndTheServerGoesOn()
    {
        await using var model = await ScriptedServer.StartAsync(Conversations.Editing);

        var told = await SdkClient.OverStdioAsync(
            this.folders.WithModel(model),
            """
            [{"method":"callTool","params":{"name":"coding_task","arguments":{"prompt":"Make it green."}}},
             {"method":"callTool","params":{"name":"read","arguments":{"path":"notes.txt"}}}]
            """,
            """["cancel the call"]""");

        Assert.True(told.Result(0).TryGetProperty("error", out _), told.ToString());
        Assert.Contains("colour=red", told.Result(1).Text(), StringComparison.Ordinal);
        Assert.Equal("colour=red\n", this.Notes);
        Assert.Contains(this.folders.Journals().Values, journal => journal.Contains("\"cancelled\"", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task CodingTask_ThatWouldRunCode_AsksForTrustFirstAndKeepsToTheAnswer()
    {
        await FixtureWorkspace.CopyAsync("invoicing", this.folders.Workspace);
        await using var model = await ScriptedServer.StartAsync(Testing);

        var told = await SdkClient.OverStdioAsync(this.folders.WithModel(model), Task, """[{"decision":"do not trust it"},{"decision":"allow"}]""");

        Assert.StartsWith("Trust the workspace", Assert.Single(told.Questions()), StringComparison.Ordinal);
        Assert.Equal(1, told.Result(0).Structured().GetProperty("notAllowed").GetInt32());
        Assert.False(told.Result(0).Structured().TryGetProperty("tests", out _));
        Assert.False(Directory.Exists(Path.Combine(this.folders.Home, "trust")) && Directory.EnumerateFiles(Path.Combine(this.folders.Home, "trust"), "*.json").Any());
    }

    [Fact]
    public async Task CodingTask_WithoutAModel_SaysWhatToSet()
    {
        var told = await SdkClient.OverStdioAsync(this.folders, Task, answers: null);

        Assert.True(told.Result(0).GetProperty("isError").GetBoolean());
        Assert.Contains("No model is configured", told.Result(0).Text(), StringComparison.Ordinal);
    }

    public void Dispose() => this.folders.Dispose();

    private string Notes => File.ReadAllText(this.folders.WorkFile("notes.txt"));
}
