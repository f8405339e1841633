using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Roslyn.Hosting.Rpc;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Roslyn.Hosting;

public sealed class CodeHostTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FindSymbol_WhenNothingIsLoaded_AnswersFromSyntax()
    {
        await using var hosted = await HostedProjects.StartAsync(TwoProjects(), Token);

        var answer = await hosted.Engine.FindSymbolAsync(new FindSymbolQuery("Greeter", null, null, false, 30, 6000), Token);

        Assert.Contains("A/Greeter.cs", answer.Text, StringComparison.Ordinal);
        Assert.EndsWith("2/2 projects · syntax-only", answer.Text, StringComparison.Ordinal);
        Assert.Equal(CodeError.NotLoaded, (await hosted.Engine.FindReferencesAsync(References, Token)).Error);
        Assert.Equal(CodeError.NotLoaded, (await hosted.Engine.RenameAsync(new RenameQuery("Greeter.Greet", "Salute", false, false), Token)).Refusal!.Error);
    }

    [Fact]
    public async Task FindSymbol_WhenBufferWasJustOpened_KnowsItsDeclarations()
    {
        var projects = TwoProjects();
        await using var hosted = await HostedProjects.StartAsync(projects, Token);

        await hosted.Engine.BuffersAsync([new OpenBuffer(projects.PathOf("A/Greeter.cs"), "public class Unsaved;", "5f3a91")], Token);
        var answer = await hosted.Engine.FindSymbolAsync(new FindSymbolQuery("Unsaved", null, null, false, 30, 6000), Token);

        Assert.Contains("A/Greeter.cs", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindReferences_WhenLoaded_FindsThemInOtherProjectsAndInBuffers()
    {
        var projects = TwoProjects();
        await using var hosted = await HostedProjects.StartAsync(projects, Token);
        await hosted.LoadAsync(Token);

        var before = await hosted.Engine.FindReferencesAsync(References, Token);
        await hosted.Engine.BuffersAsync(
            [new OpenBuffer(projects.PathOf("B/Other.cs"), "class Other { void M() => new Greeter().Greet(); }", "5f3a91")], Token);
        var after = await hosted.Engine.FindReferencesAsync(References, Token);

        Assert.Contains("1 call, 1 file", before.Text, StringComparison.Ordinal);
        Assert.Contains("2 calls, 2 files", after.Text, StringComparison.Ordinal);
        Assert.Contains("[rev 5f3a91]", after.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadSymbol_WhenCountsAreWanted_TellsThem()
    {
        await using var hosted = await HostedProjects.StartAsync(TwoProjects(), Token);
        await hosted.LoadAsync(Token);

        var answer = await hosted.Engine.ReadSymbolAsync(new ReadSymbolQuery(["Greeter.Greet"], ["source", "refs-count"], 6000), Token);

        Assert.Contains("1 reference", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rename_WhenLoaded_ProposesChangesInAllProjects()
    {
        var projects = TwoProjects();
        await using var hosted = await HostedProjects.StartAsync(projects, Token);
        await hosted.LoadAsync(Token);

        var proposal = await hosted.Engine.RenameAsync(new RenameQuery("Greeter.Greet", "Salute", false, false), Token);

        Assert.Null(proposal.Refusal);
        Assert.Equal([projects.PathOf("A/Greeter.cs"), projects.PathOf("B/Caller.cs")], proposal.Files.Select(file => file.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Status_WhenProjectFileChanges_NamesTheProjectUntilItIsLoadedAgain()
    {
        var projects = TwoProjects();
        await using var hosted = await HostedProjects.StartAsync(projects, Token);
        await hosted.LoadAsync(Token);
        var stale = new TaskCompletionSource<CodeHostStatus>(TaskCreationOptions.RunContinuationsAsynchronously);
        hosted.Client.StatusChanged += status => _ = status.State != CodeHostState.Stale || stale.TrySetResult(status);

        projects.Project("B", ["A"], "MORE");
        var answer = await hosted.Engine.FindReferencesAsync(References, Token);

        Assert.EndsWith("stale: B reloading", answer.Text, StringComparison.Ordinal);
        Assert.Equal([projects.PathOf("B/B.csproj")], (await stale.Task.WaitAsync(Token)).NeedsReload);
        Assert.Equal(CodeHostState.Ready, (await hosted.LoadAsync(Token)).State);
    }

    private static FindReferencesQuery References => new("Greeter.Greet", [], null, 1, 6000);

    private static FakeProjects TwoProjects() => new FakeProjects()
        .Project("A").Write("A/Greeter.cs", "public class Greeter\n{\n    public void Greet() { }\n}\n")
        .Project("B", ["A"]).Write("B/Caller.cs", "class Caller { void M() => new Greeter().Greet(); }\n").Write("B/Other.cs", "class Other;\n");
}
