using System.Text.Json;
using EditorAgent.EndToEnd.Tests.Executable;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.Clients;

/// <summary>
/// Whole conversations with the client of the official TypeScript SDK, each frame of them valid. What is said on the wire is checked by
/// the scenarios themselves; here is checked what they leave behind.
/// </summary>
public sealed class SdkClientTests : IDisposable
{
    private readonly ClientRun run = new();

    [Theory]
    [InlineData("openai")]
    [InlineData("anthropic")]
    public async Task Prompt_WhenTheEditIsAllowed_ChangesTheFile(string provider)
    {
        await this.ConverseAsync("allow", provider);

        Assert.Equal("colour=green\n", this.run.Notes);
    }

    [Fact]
    public async Task Prompt_WhenTheEditIsAllowedForTheSession_AsksOnce()
    {
        await this.ConverseAsync("allow_always");

        Assert.Equal("colour=green\n", this.run.Notes);
    }

    [Fact]
    public async Task Prompt_WhenTheEditIsRejected_GoesOnWithTheFileUnchanged()
    {
        await this.ConverseAsync("deny");

        Assert.Equal("colour=red\n", this.run.Notes);
    }

    [Fact]
    public async Task Cancel_WhileACommandRuns_EndsTheTurnAndEveryProcessOfTheCommand() => await this.ConverseAsync("cancel_tool");

    [Theory]
    [InlineData("cancel_permission")]
    [InlineData("cancel_permission_answered")]
    public async Task Cancel_WhileAPermissionIsOpen_EndsTheTurnAndChangesNothing(string scenario)
    {
        await this.ConverseAsync(scenario);

        Assert.Equal("colour=red\n", this.run.Notes);
    }

    [Fact]
    public async Task Load_AfterARestart_ReplaysTheSessionAndGoesOnWithIt()
    {
        var requests = await this.ConverseAsync("load");

        Assert.Equal(["Make it green.", "Say something."], UserWords(requests[^1]));
        Assert.Contains("Edited notes.txt", requests[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resume_AfterARestart_GoesOnWithoutAReplay()
    {
        var requests = await this.ConverseAsync("resume");

        Assert.Equal(["Make it green.", "Say something."], UserWords(requests[^1]));
    }

    [Fact]
    public async Task ListCloseDelete_OfSessions_FindLetGoAndRemoveThem()
    {
        await this.ConverseAsync("list_close_delete");

        Assert.Single(this.run.Folders.Journals());
    }

    [Fact]
    public async Task SetMode_ToPlanThenYolo_DeniesThenEditsAndNeverAsks()
    {
        await this.ConverseAsync("set_mode");

        Assert.Equal("colour=green\n", this.run.Notes);
    }

    [Fact]
    public async Task SetConfigOption_WhenSet_AnswersWithTheCompleteState() => await this.ConverseAsync("set_config_option");

    [Fact]
    public async Task Files_WhenTheClientServesThem_AreReadAndWrittenThroughTheClient()
    {
        var requests = await this.ConverseAsync("client_fs");

        Assert.Contains("unsaved", requests[^1], StringComparison.Ordinal);
        Assert.Equal("colour=red\n", this.run.Notes);
    }

    [Fact]
    public async Task Files_WhenTheClientShowsOneAndDeniesWritingIt_StayUnchanged()
    {
        await this.ConverseAsync("client_fs_refused");

        Assert.Equal("colour=red\n", this.run.Notes);
    }

    [Fact]
    public async Task Requests_ThatCannotBeServed_AreRefusedWithTheRightCodeAndOneLine() => await this.ConverseAsync("errors");

    [Fact]
    public async Task NewSession_WhenNoModelIsConfigured_AsksForAuthentication()
    {
        await this.run.ConverseAsync("no_model");

        Assert.Empty(this.run.Folders.Journals());
    }

    [Fact]
    public async Task Steer_WhileATurnRuns_ReachesTheModelInThatTurn()
    {
        var requests = await this.ConverseAsync("steer");

        Assert.Equal(["Make it green.", "Make it dark green."], UserWords(requests[^1]));
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("anthropic")]
    public async Task Compact_AfterATurn_GoesOnFromTheNote(string provider)
    {
        var requests = await this.ConverseAsync("compact_command", provider);

        Assert.Contains("keep in particular: the colour", requests[^2], StringComparison.Ordinal);
        Assert.Contains("I made it green, as I was asked to.", requests[^1], StringComparison.Ordinal);
        Assert.Contains("- notes.txt: sha256 ", requests[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("old_string", requests[^1].Split("\"messages\"")[^1].Split("\"tools\"")[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("undo_turn", "colour=mine\n")]
    [InlineData("undo_command", "colour=red\n")]
    public async Task Undo_OfATurn_RestoresWhatIsStillItsOwn(string scenario, string left)
    {
        await this.ConverseAsync(scenario);

        Assert.Equal(left, this.run.Notes);
    }

    [Fact]
    public async Task Client_WithoutCapabilities_IsAskedForPermissionsOnly()
    {
        await this.ConverseAsync("bare_client");

        Assert.Equal("colour=green\n", this.run.Notes);
    }

    [Fact]
    public async Task CommandsAndSkills_OfTheUserAndATrustedWorkspace_AreOfferedTypedAndHandedOut()
    {
        Write(Path.Combine(this.run.Folders.Home, "commands", "ship.md"), "---\ndescription: Ship it\nargument-hint: version\n---\nShip $1 now.");
        Write(this.run.Folders.WorkFile(Path.Combine(".agents", "skills", "deploy", "SKILL.md")), "---\ndescription: Deploys\n---\nDeploy to $1.");

        var requests = await this.ConverseAsync("guidance");

        Assert.Contains("Ship 1.2 now.", requests[0], StringComparison.Ordinal);
        Assert.Contains("- deploy (takes args): Deploys", requests[0], StringComparison.Ordinal);
        Assert.Contains("Deploy to prod.", requests[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task EndOfInput_WhileACommandRuns_EndsTheProcessAndEveryProcessOfTheCommand() => await this.ConverseAsync("end_mid_tool");

    public void Dispose() => this.run.Dispose();

    /// <returns>The requests that the model received.</returns>
    private async Task<string[]> ConverseAsync(string scenario, string provider = "openai")
    {
        await using var model = await ScriptedServer.StartAsync(ClientConversations.Notes);
        this.run.Folders.WithModel(model, provider);
        await this.run.ConverseAsync(scenario);
        return await model.RequestsAsync();
    }

    private static void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    private static IEnumerable<string?> UserWords(string request) =>
        JsonElement.Parse(request).GetProperty("messages").EnumerateArray()
            .Where(message => message.GetProperty("role").ValueEquals("user"))
            .Select(message => message.GetProperty("content").GetString());
}
