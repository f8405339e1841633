using System.Text.Json;
using EditorAgent.EndToEnd.Tests.Executable;
using EditorAgent.Tests.Shared;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.LanguageServer;

/// <summary>
/// Whole conversations with the connection of vscode-languageserver-protocol, over stdio and over the second pipe of an ACP process. What is
/// said on the wire is checked by the scenarios themselves; here is checked what they leave on the disk and what the model was told.
/// </summary>
public sealed class LspClientTests : IDisposable
{
    private readonly AgentFolders folders = new();

    public LspClientTests() => File.WriteAllText(this.folders.WorkFile("notes.txt"), "colour=red\n");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Notes => File.ReadAllText(this.folders.WorkFile("notes.txt"));

    [Fact]
    public async Task Fix_OfAnUnsavedBuffer_ChangesTheBufferAndNotTheDisk()
    {
        var requests = await this.ConverseAsync("fix");

        Assert.Equal("colour=red\n", this.Notes);
        var told = string.Concat(UserWords(requests[0]));
        Assert.Contains("Fix: COL1 in notes.txt:2", told, StringComparison.Ordinal);
        Assert.Contains("2:1 error COL1 (painter): The colour is wrong.", told, StringComparison.Ordinal);
        Assert.Contains("# mine, unsaved", told, StringComparison.Ordinal);
        Assert.Contains("notes.txt is changed in the user's editor but not saved there", requests[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("reject")]
    [InlineData("dismiss")]
    [InlineData("mute")]
    [InlineData("refuse")]
    public async Task Fix_ThatIsNotAllowedOrNotTaken_ChangesNothing(string scenario)
    {
        await this.ConverseAsync(scenario);

        Assert.Equal("colour=red\n", this.Notes);
    }

    [Fact]
    public async Task Fix_WhileTheUserTypes_KeepsWhatTheyTypedAndTellsTheModel()
    {
        var requests = await this.ConverseAsync("stale");

        Assert.Contains("nothing was changed", requests[^1], StringComparison.Ordinal);
        Assert.Equal("colour=red\n", this.Notes);
    }

    [Fact]
    public async Task Progress_WhenCancelled_EndsTheTurn() => await this.ConverseAsync("cancel");

    [Fact]
    public async Task CodeActions_OnEveryKindOfPlace_AreThoseThatFit() => await this.ConverseAsync("offers");

    [Fact]
    public async Task CodeAction_OverBothDoorsOfOneProcess_EditsTheOpenBuffer()
    {
        var requests = await this.ConverseAsync("pipe");

        // Of its two edits the first was of unsaved text; the second was saved.
        Assert.Equal(2, requests[^1].Split("not saved there").Length);
        Assert.Equal("colour=green\n", this.Notes);
    }

    [Fact]
    public async Task Chat_WhenThePipeIsBroken_GoesOn()
    {
        await this.ConverseAsync("broken_pipe");

        Assert.Equal("colour=green\n", this.Notes);
    }

    [Fact]
    public async Task Pipe_WhenTheChatIsBroken_GoesOn() => await this.ConverseAsync("broken_chat");

    /// <summary>What the start of a conversation must not pay for.</summary>
    [Fact]
    public async Task Acp_WithoutAPipe_MapsNothingOfLsp()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "looks into /proc");
        await using var agent = await AgentProcess.StartAsync(this.folders, "acp");
        await agent.Input.WriteLineAsync("""{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":1}}""".AsMemory(), Token);
        await agent.Input.FlushAsync(Token);
        Assert.Contains("protocolVersion", await agent.Output.ReadLineAsync(Token).AsTask().WaitAsync(Limits.Hang, Token), StringComparison.Ordinal);

        var mapped = await File.ReadAllTextAsync($"/proc/{agent.Id}/maps", Token);

        Assert.Contains("StreamJsonRpc", mapped, StringComparison.Ordinal);
        Assert.All((string[])["OmniSharp", "System.Reactive", "MediatR", "EditorAgent.LanguageServer"], name => Assert.DoesNotContain(name, mapped, StringComparison.Ordinal));
    }

    public void Dispose() => this.folders.Dispose();

    /// <returns>The requests that the model received.</returns>
    private async Task<string[]> ConverseAsync(string scenario)
    {
        var clients = await NpmFolder.OpenAsync("lsp-clients", Token);
        var executable = await PublishedExecutable.PathAsync();
        await using var model = await ScriptedServer.StartAsync(LspConversation.Notes);
        this.folders.WithModel(model);
        await this.folders.TrustAsync();

        var result = await AgentProcess.RunExecutableAsync("node", this.folders, Path.Combine(clients.Path, "lsp-client.mjs"), scenario, executable);

        Assert.True(result.ExitCode == 0, result.ToString());
        return await model.RequestsAsync();
    }

    private static IEnumerable<string?> UserWords(string request) =>
        JsonElement.Parse(request).GetProperty("messages").EnumerateArray()
            .Where(message => message.GetProperty("role").ValueEquals("user"))
            .Select(message => message.GetProperty("content"))
            .SelectMany(content => content.ValueKind == JsonValueKind.String ? [content.GetString()] : content.EnumerateArray().Select(part => part.GetProperty("text").GetString()));
}
