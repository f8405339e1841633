using EditorAgent.BuiltInTools;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;
using EditorAgent.Tests.Agent;
using EditorAgent.Tests.Workspaces;
using Xunit;

namespace EditorAgent.Tests.Tools;

public sealed class ToolCatalogTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    [Theory]
    [InlineData("bash", "shell")]
    [InlineData("run_command", "shell")]
    [InlineData("read_file", "read")]
    [InlineData("str_replace", "edit")]
    [InlineData("search_files", "grep")]
    [InlineData("ls", "list")]
    [InlineData("edt", "edit")]
    public void Nearest_ForNamesOfOtherAgents_FindsTheToolMeant(string name, string expected)
    {
        var workspace = new Workspace(this.directory.Path, [], []);
        var catalog = new ToolCatalog(BuiltInToolSet.Create(workspace, new DiskWorkspaceFiles(), Sandbox.Absent("not in this test")));
        Assert.Contains(expected, catalog.Nearest(name));
    }

    [Fact]
    public void Append_WhenToolsCome_StandBehindTheOthersAndLeaveWhatWasHandedOutAsItIs()
    {
        var catalog = new ToolCatalog([Tool("first"), Tool("second")]);
        var before = catalog.Definitions;

        catalog.Append([Tool("late"), Tool("later")]);

        Assert.Equal(["first", "second"], before.Select(definition => definition.Name));
        Assert.Equal(["first", "second", "late", "later"], catalog.Definitions.Select(definition => definition.Name));
        Assert.All(before.Zip(catalog.Definitions), pair => Assert.Same(pair.First, pair.Second));
        Assert.NotNull(catalog.Find("later"));
        Assert.Equal("late", catalog.FindForgiving("functions.LATE")?.Definition.Name);
    }

    [Theory]
    [InlineData("new", "first")]
    [InlineData("new", "new")]
    public void Append_WhenANameIsTaken_AddsNothing(string one, string two)
    {
        var catalog = new ToolCatalog([Tool("first")]);
        var first = catalog.Find("first");

        Assert.Throws<ArgumentException>(() => catalog.Append([Tool(one), Tool(two)]));

        Assert.Equal(["first"], catalog.Definitions.Select(definition => definition.Name));
        Assert.Same(first, catalog.Find("first"));
        Assert.Null(catalog.Find("new"));
    }

    [Fact]
    public void Append_FromManyThreads_LosesNothing()
    {
        var catalog = new ToolCatalog([Tool("first")]);

        Parallel.For(0, 64, number => catalog.Append([Tool($"tool{number}")]));

        Assert.Equal(65, catalog.Definitions.Length);
        Assert.All(Enumerable.Range(0, 64), number => Assert.NotNull(catalog.Find($"tool{number}")));
    }

    private static ToolInMemory Tool(string name) => new(name, true, (_, _) => Task.FromResult(ToolResult.Success("")));

    public void Dispose() => this.directory.Dispose();
}
