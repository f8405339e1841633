using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Fixing;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Fixing;

/// <summary>Real fixers of a real SDK, in the order in which the worker would meet them.</summary>
public sealed class FixHostTests(FixHostWorkspace workspace) : IClassFixture<FixHostWorkspace>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Apply_OfAddUsing_AddsIt() => Assert.Equal(
        "using System.Text;\n\nclass Main\n{\n    StringBuilder? text;\n}\n",
        await this.FixAsync("class Main\n{\n    StringBuilder? text;\n}\n", 3, "using System.Text;"));

    [Fact]
    public async Task Apply_OfImplementInterface_WritesItsMembers()
    {
        var text = await this.FixAsync("using System;\n\nclass Main : IDisposable\n{\n}\n", 3, "Implement interface");

        Assert.Contains("public void Dispose()\n    {\n        throw new NotImplementedException();\n    }\n", text);
    }

    [Fact]
    public async Task Apply_OfGenerateMethod_WritesIt()
    {
        var text = await this.FixAsync("class Main\n{\n    int M() => Count(\"x\");\n}\n", 3, "Generate method 'Count'");

        Assert.Contains("private int Count(string v)\n", text);
    }

    [Fact]
    public async Task Apply_OfGenerateConstructor_WritesIt()
    {
        var text = await this.FixAsync("class Main\n{\n    Main M() => new Main(5);\n}\n", 3, "Generate constructor");

        Assert.Contains("public Main(int v)", text);
    }

    [Fact]
    public async Task Apply_OfAddNullCheck_WritesIt()
    {
        var text = await this.FixAsync("class Main\n{\n    public int M(string text)\n    {\n        return text.Length;\n    }\n}\n", 3, "Add null check");

        Assert.Contains("ArgumentNullException", text);
    }

    [Fact]
    public async Task Apply_OfMakeAsync_ChangesTheSignature()
    {
        var text = await this.FixAsync("using System.Threading.Tasks;\n\nclass Main\n{\n    Task M()\n    {\n        await Task.Yield();\n    }\n}\n", 7, "Make method async");

        Assert.Contains("async Task M", text);
    }

    [Fact]
    public async Task Apply_OfRemoveUnusedUsings_LeavesTheUsedOnes() => Assert.Equal(
        "using System.Text;\n\nclass Main\n{\n    StringBuilder? text;\n}\n",
        await workspace.FixAsync(
            "using System.Collections.Generic;\nusing System.Text;\nusing System.Linq;\n\nclass Main\n{\n    StringBuilder? text;\n}\n",
            new CodeActionsQuery(null, "IDE0005", "App/Main.cs", 6000),
            "Remove unnecessary usings",
            "one",
            Token));

    [Fact]
    public async Task Apply_OfAnAnalyzersFix_WorksById()
    {
        var text = await workspace.FixAsync(
            "using System.Linq;\nusing System.Collections.Generic;\n\npublic class Main\n{\n    public bool M(List<int> all) => all.Any();\n}\n",
            new CodeActionsQuery("App/Main.cs:6", "CA1860", null, 6000),
            "Count",
            "one",
            Token);

        Assert.Contains("=> all.Count != 0;", text);
    }

    [Fact]
    public async Task Apply_ToTheFile_FixesEveryPlaceInIt()
    {
        var text = await workspace.FixAsync(
            "class Main\n{\n    StringBuilder? a;\n    int M(object o)\n    {\n        int unused = 1;\n        int other = 2;\n        return 3;\n    }\n}\n",
            new CodeActionsQuery(null, "CS0219", "App", 6000),
            "Remove unused variable",
            "file",
            Token);

        Assert.DoesNotContain("unused", text);
        Assert.DoesNotContain("other", text);
        Assert.Contains("return 3;", text);
    }

    [Fact]
    public async Task Apply_WhenTheCodeMoved_FindsTheSameOfferAgain()
    {
        workspace.Files.Write("App/Main.cs", "class Main\n{\n    StringBuilder? text;\n}\n");
        var list = await workspace.Engine.CodeActionsAsync(new CodeActionsQuery("App/Main.cs:3", null, null, 6000), Token);
        workspace.Files.Write("App/Other.cs", "using System.Text;\n\nclass Other { int more; }\n");
        var id = list.Text.Split('\n').First(line => line.Contains("using System.Text;")).Split(' ')[0];

        workspace.Files.Store(await workspace.Engine.ApplyCodeActionAsync(new ApplyCodeActionQuery(id, "one"), Token));

        Assert.StartsWith("using System.Text;\n", workspace.Files.Read("App/Main.cs"));
    }

    [Fact]
    public async Task Apply_WhenTheOfferIsGone_IsAConflict()
    {
        workspace.Files.Write("App/Main.cs", "class Main\n{\n    StringBuilder? text;\n}\n");
        var list = await workspace.Engine.CodeActionsAsync(new CodeActionsQuery("App/Main.cs:3", null, null, 6000), Token);
        workspace.Files.Write("App/Main.cs", "class Main\n{\n    int? text;\n}\n");
        var id = list.Text.Split('\n').First(line => line.Contains("using System.Text;")).Split(' ')[0];

        Assert.Equal(CodeError.Conflict, (await workspace.Engine.ApplyCodeActionAsync(new ApplyCodeActionQuery(id, "one"), Token)).Refusal?.Error);
    }

    [Fact]
    public async Task Apply_OnABuffer_IsBasedOnIt()
    {
        workspace.Files.Write("App/Main.cs", "class Main { }\n");
        var path = workspace.Files.PathOf("App/Main.cs");
        await workspace.Engine.BuffersAsync([new OpenBuffer(path, "class Main\r\n{\r\n    StringBuilder? text;\r\n}\r\n", new string('c', 64))], Token);
        try
        {
            var list = await workspace.Engine.CodeActionsAsync(new CodeActionsQuery("App/Main.cs:3", "CS0246", null, 6000), Token);
            var id = list.Text.Split('\n').First(line => line.Contains("using System.Text;")).Split(' ')[0];

            var proposal = await workspace.Engine.ApplyCodeActionAsync(new ApplyCodeActionQuery(id, "one"), Token);

            Assert.Equal(new string('c', 64), Assert.Single(proposal.Files).Hash);
        }
        finally
        {
            await workspace.Engine.BuffersAsync([new OpenBuffer(path, null, null)], Token);
        }
    }

    [Theory]
    [InlineData("App/Main.cs:99", null, CodeError.Failed, "has only 1 lines")]
    [InlineData("App/Main.cs", null, CodeError.Failed, "write path:line")]
    [InlineData("None.cs:1", null, CodeError.SymbolNotFound, "in no loaded project")]
    [InlineData(null, null, CodeError.Failed, "needs a place")]
    public async Task Actions_OfNoPlace_SayWhatIsWrong(string? place, string? id, CodeError error, string message)
    {
        workspace.Files.Write("App/Main.cs", "class Main { }\n");

        var answer = await workspace.Engine.CodeActionsAsync(new CodeActionsQuery(place, id, null, 6000), Token);

        Assert.Equal(error, answer.Error);
        Assert.Contains(message, answer.Text);
    }

    [Fact]
    public async Task Actions_Listed_TellIdsTitlesAndScopes()
    {
        workspace.Files.Write("App/Main.cs", "class Main\n{\n    void M()\n    {\n        int unused = 1;\n    }\n}\n");

        var answer = await workspace.Engine.CodeActionsAsync(new CodeActionsQuery("App/Main.cs:5", null, null, 6000), Token);

        Assert.StartsWith("a1  CS0219  Remove unused variable  fix-all: file, project\n", answer.Text);
        Assert.EndsWith($"fixers of SDK {Path.GetFileName(FixHostWorkspace.Sdk)}", answer.Text);
        Assert.DoesNotContain("providers failed", answer.Text);
    }

    [Fact]
    public void Find_WithoutFixers_IsNull() => Assert.Null(FixHostAvailability.Find(workspace.Files.Root));

    private Task<string> FixAsync(string text, int line, string title) => workspace.FixAsync(text, new CodeActionsQuery($"App/Main.cs:{line}", null, null, 6000), title, "one", Token);
}
