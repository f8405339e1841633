using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Roslyn.Edits;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Roslyn.Edits;

public sealed class RenamePlanningTests : IDisposable
{
    private readonly EditWorkspace workspace = new();
    private readonly SampleSolution solution;

    public RenamePlanningTests() => this.solution = new SampleSolution(this.workspace);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        this.solution.Dispose();
        this.workspace.Dispose();
    }

    [Fact]
    public async Task Plan_OfAnInterfaceMember_RenamesImplementationsOverridesAndCallsInAllProjects()
    {
        this.workspace.Write("Core/IStore.cs", "namespace Core;\r\npublic interface IStore\r\n{\r\n    /// <summary>Find it.</summary>\r\n    int Find(int id);\r\n}\r\n");
        this.workspace.Write("Core/Store.cs", "namespace Core;\npublic class Store : IStore\n{\n    public virtual int Find(int id) => id;\n}\npublic class Special : Store\n{\n    public override int Find(int id) => base.Find(id);\n}\n");
        this.workspace.Write("Api/Use.cs", "using Core;\npublic class Use\n{\n    // Find is quick\n    public int M(IStore store) => store.Find(1) + new Special().Find(2) + nameof(IStore.Find).Length + \"Find\".Length;\n}\n");
        this.solution.Project("Core", []).Project("Api", ["Core"]);

        var proposal = await this.RenameAsync("IStore.Find", "Search");
        this.workspace.Store(proposal);

        Assert.Equal("7 edits in 3 files, 0 conflicts; comments 2 (not changed), strings 1 (not changed)", proposal.Summary);
        Assert.Equal("namespace Core;\r\npublic interface IStore\r\n{\r\n    /// <summary>Find it.</summary>\r\n    int Search(int id);\r\n}\r\n", this.workspace.Read("Core/IStore.cs"));
        Assert.Contains("public override int Search(int id) => base.Search(id);", this.workspace.Read("Core/Store.cs"));
        Assert.Contains("store.Search(1) + new Special().Search(2) + nameof(IStore.Search).Length + \"Find\"", this.workspace.Read("Api/Use.cs"));
    }

    [Fact]
    public async Task Plan_WithCommentsAndStrings_ChangesThemToo()
    {
        this.workspace.Write("Core/A.cs", "// Old is old\nclass Old { string s = \"Old\"; }\n");
        this.solution.Project("Core", []);

        this.workspace.Store(await new RenamePlanning(this.workspace.Files, TimeProvider.System)
            .PlanAsync(new RenameQuery("Old", "Fresh", InComments: true, InStrings: true), this.solution.Snapshot(), Token));

        Assert.Equal("// Fresh is old\nclass Fresh { string s = \"Fresh\"; }\n", this.workspace.Read("Core/A.cs"));
    }

    [Fact]
    public async Task Plan_OfAMultiTargetedProject_ChangesEachFileOnceAndWhatOnlyOneFrameworkSees()
    {
        this.workspace.Write("Core/A.cs", "class A\n{\n#if NEW\n    int Old() => 1;\n    int Use() => Old();\n#else\n    int Old() => 2;\n    int Use() => Old() + Old();\n#endif\n    int Both() => Old();\n}\n");
        this.solution.Project("Core(net10.0)", [], "NEW").Project("Core(net8.0)", []);

        this.workspace.Store(await this.RenameAsync("A.Old", "Fresh"));

        Assert.Equal("class A\n{\n#if NEW\n    int Fresh() => 1;\n    int Use() => Fresh();\n#else\n    int Fresh() => 2;\n    int Use() => Fresh() + Fresh();\n#endif\n    int Both() => Fresh();\n}\n", this.workspace.Read("Core/A.cs"));
    }

    [Theory]
    [InlineData("M:Clock.Today")]
    [InlineData("Clock.Today()")]
    [InlineData("Core/Clock.cs:5")]
    [InlineData("Core/Clock.cs:7")]
    public async Task Plan_OfWhatEachLegDeclaresOnItsOwnLine_ChangesTheCallersOfAllLegsAndNoOverload(string address)
    {
        this.workspace.Write("Core/Clock.cs", "public static class Clock\n{\n    public static int Today(int x) => x;\n#if NEW\n    public static int Today() => 1;\n#else\n    public static long Today() => 2;\n#endif\n}\n");
        this.workspace.Write("Api/Api.cs", "class Api { long M() => Clock.Today() + Clock.Today(1); }\n");
        this.workspace.Write("Tool/Tool.cs", "class Tool { long M() => Clock.Today() + Clock.Today(1); }\n");
        this.solution.Project("Core(net10.0)", [], "NEW").Project("Core(netstandard2.0)", []).Project("Api", ["Core(net10.0)"]).Project("Tool", ["Core(netstandard2.0)"]);

        var proposal = await this.RenameAsync(address, "Now");
        this.workspace.Store(proposal);

        Assert.Equal("4 edits in 3 files, 0 conflicts; comments 0, strings 0", proposal.Summary);
        Assert.Equal("public static class Clock\n{\n    public static int Today(int x) => x;\n#if NEW\n    public static int Now() => 1;\n#else\n    public static long Now() => 2;\n#endif\n}\n", this.workspace.Read("Core/Clock.cs"));
        Assert.Equal("class Api { long M() => Clock.Now() + Clock.Today(1); }\n", this.workspace.Read("Api/Api.cs"));
        Assert.Equal("class Tool { long M() => Clock.Now() + Clock.Today(1); }\n", this.workspace.Read("Tool/Tool.cs"));
    }

    [Fact]
    public async Task Plan_WhenTwoProjectsDeclareTheId_AsksForAPlace()
    {
        this.workspace.Write("Api/A.cs", "class Same { }\n");
        this.workspace.Write("Core/A.cs", "class Same { }\n");
        this.solution.Project("Api", []).Project("Core", []);

        var proposal = await this.RenameAsync("T:Same", "Other");
        this.workspace.Store(await this.RenameAsync("Core/A.cs:1", "Other"));

        Assert.Equal(CodeError.AmbiguousSymbol, proposal.Refusal?.Error);
        Assert.Contains("Api and Core", proposal.Refusal!.Text);
        Assert.Equal("class Other { }\n", this.workspace.Read("Core/A.cs"));
        Assert.Equal("class Same { }\n", this.workspace.Read("Api/A.cs"));
    }

    [Fact]
    public async Task Plan_OfOverloadsWithoutParameters_RenamesAll()
    {
        this.workspace.Write("Core/A.cs", "class A\n{\n    int Load(int x) => x;\n    int Load(string x) => Load(1);\n    int M() => Load(\"\");\n}\n");
        this.solution.Project("Core", []);

        var all = await this.RenameAsync("A.Load", "Get");
        var one = await this.RenameAsync("A.Load(string)", "Get");

        Assert.Contains("all 2 overloads", all.Summary);
        Assert.Equal(4, Assert.Single(all.Files).Changes.Length);
        Assert.Equal(2, Assert.Single(one.Files).Changes.Length);
    }

    [Fact]
    public async Task Plan_OfPartialMethodsAndTypes_RenamesEveryPart()
    {
        this.workspace.Write("Core/A.cs", "partial class A\n{\n    partial void On();\n    void M() => On();\n}\n");
        this.workspace.Write("Core/A.More.cs", "partial class A\n{\n    partial void On() { }\n}\n");
        this.solution.Project("Core", []);

        var method = await this.RenameAsync("A.On", "Went");
        var type = await this.RenameAsync("A", "B");

        Assert.Equal([2, 1], method.Files.OrderBy(file => file.Path, StringComparer.Ordinal).Select(file => file.Changes.Length).Reverse());
        Assert.Equal(2, type.Files.Length);
        Assert.Contains("Core/A.cs keeps its name", type.Summary);
    }

    [Theory]
    [InlineData("A.One", "Two", "CS0102")]
    [InlineData("Root.Name", "Label", "CS0108")]
    public async Task Plan_WhenTheNewNameIsTaken_SaysWhatWouldBreak(string symbol, string name, string expected)
    {
        this.workspace.Write("Core/A.cs", """
            class A
            {
                int One;
                int Two;
                int Get(int x) => 1;
                int Put(object x) => 2;
                int M() => Put(5);
            }

            class Root
            {
                public int Name;
            }

            class Leaf : Root
            {
                public int Label;
            }
            """);
        this.solution.Project("Core", []);

        var refusal = (await this.RenameAsync(symbol, name)).Refusal;

        Assert.Equal(CodeError.Conflict, refusal?.Error);
        Assert.Contains(expected, refusal!.Text);
        Assert.Contains("nothing was changed", refusal.Text);
    }

    [Fact]
    public async Task Plan_WhenACallWouldBindToTheRenamed_KeepsItsMeaning()
    {
        this.workspace.Write("Core/A.cs", "class A\n{\n    int Get(int x) => 1;\n    int Put(object x) => 2;\n    int M() => Put(5);\n}\n");
        this.solution.Project("Core", []);

        this.workspace.Store(await this.RenameAsync("A.Get(int)", "Put"));

        Assert.Equal("class A\n{\n    int Put(int x) => 1;\n    int Put(object x) => 2;\n    int M() => Put((object)5);\n}\n", this.workspace.Read("Core/A.cs"));
    }

    [Fact]
    public async Task Plan_WhenALocalHasTheNewName_QualifiesTheMember()
    {
        this.workspace.Write("Core/A.cs", "class A\n{\n    int one;\n    int M(int two) => one + two;\n}\n");
        this.solution.Project("Core", []);

        this.workspace.Store(await this.RenameAsync("A.one", "two"));

        Assert.Equal("class A\n{\n    int two;\n    int M(int two) => this.two + two;\n}\n", this.workspace.Read("Core/A.cs"));
    }

    /// <summary>Roslyn's own rename throws on such a file.</summary>
    [Fact]
    public async Task Plan_InAFileWithAnExtensionBlock_RenamesEveryMention()
    {
        this.workspace.Write("Core/A.cs", """
            using System;
            /// <summary>See <see cref="OldAttribute"/>.</summary>
            [Old]
            static class A
            {
                extension(string text)
                {
                    public int Count => text.Length + nameof(OldAttribute).Length;
                }

                public static int M() => "a".Count; // OldAttribute
            }

            class OldAttribute : Attribute
            {
                public OldAttribute() { }
            }
            """);
        this.solution.Project("Core", []);
        var before = this.workspace.Read("Core/A.cs");

        this.workspace.Store(await this.RenameAsync("OldAttribute", "FreshAttribute"));
        var text = this.workspace.Read("Core/A.cs");

        Assert.Equal(before.Replace("OldAttribute", "FreshAttribute").Replace("[Old]", "[Fresh]").Replace("// FreshAttribute", "// OldAttribute"), text);
    }

    [Fact]
    public async Task Plan_OfAnExtensionMember_RenamesItsUses()
    {
        this.workspace.Write("Core/A.cs", "static class A\n{\n    extension(string text)\n    {\n        public int Count => text.Length;\n    }\n}\n");
        this.workspace.Write("Core/B.cs", "class B { int M() => \"a\".Count; }\n");
        this.solution.Project("Core", []);

        this.workspace.Store(await this.RenameAsync("A.Count", "Size"));

        Assert.Contains("public int Size =>", this.workspace.Read("Core/A.cs"));
        Assert.Contains("\"a\".Size", this.workspace.Read("Core/B.cs"));
    }

    [Fact]
    public async Task Plan_WhenTheProjectHadErrors_MindsOnlyNewOnes()
    {
        this.workspace.Write("Core/A.cs", "class A\n{\n    int Old() => missing;\n    int M() => Old() + Old(3);\n}\n");
        this.solution.Project("Core", []);

        Assert.Null((await this.RenameAsync("A.Old", "Fresh")).Refusal);
    }

    [Theory]
    [InlineData("A.ToString", "Text", CodeError.Unsupported, "overrides or implements object.ToString() of System.")]
    [InlineData("A.Dispose", "Close", CodeError.Unsupported, "System.IDisposable.Dispose()")]
    [InlineData("System.Console", "Terminal", CodeError.Unsupported, "declared in System.Console, which is not in the workspace")]
    [InlineData("A.A()", "B", CodeError.Unsupported, "rename A")]
    [InlineData("One", "B", CodeError.Unsupported, "is a namespace")]
    [InlineData("A.this[]", "B", CodeError.Unsupported, "no name of its own")]
    [InlineData("A.Nothing", "B", CodeError.SymbolNotFound, "no symbol 'A.Nothing'")]
    [InlineData("Made.M", "B", CodeError.Unsupported, "generated")]
    [InlineData("Twice", "B", CodeError.AmbiguousSymbol, "One.Twice")]
    [InlineData("A.Held", "class", CodeError.Failed, "keyword")]
    [InlineData("A.Held", "no name", CodeError.Failed, "no C# identifier")]
    [InlineData("A.Held", "Held", CodeError.Failed, "already")]
    public async Task Plan_OfWhatCannotBeRenamed_SaysWhy(string symbol, string name, CodeError error, string expected)
    {
        this.workspace.Write("Core/A.cs", "class A : System.IDisposable\n{\n    public A() { }\n    int Held;\n    public int this[int x] => x;\n    public override string ToString() => \"\";\n    public void Dispose() { }\n}\nnamespace One { class Twice { } }\nnamespace Two { class Twice { } }\n");
        this.workspace.Write("Core/obj/Made.g.cs", "class Made { void M() { } }\n");
        this.solution.Project("Core", []);

        var refusal = (await this.RenameAsync(symbol, name)).Refusal;

        Assert.Equal(error, refusal?.Error);
        Assert.Contains(expected, refusal!.Text);
    }

    [Fact]
    public async Task Plan_WhenTheFileChangedMeanwhile_IsAConflict()
    {
        this.workspace.Write("Core/A.cs", "class A { int old; }\n");
        this.solution.Project("Core", []);
        this.workspace.Write("Core/A.cs", "class A { int old; int other; }\n");

        Assert.Equal(CodeError.Conflict, (await this.RenameAsync("A.old", "fresh")).Refusal?.Error);
    }

    private Task<EditProposal> RenameAsync(string symbol, string name) =>
        new RenamePlanning(this.workspace.Files, TimeProvider.System).PlanAsync(new RenameQuery(symbol, name, InComments: false, InStrings: false), this.solution.Snapshot(), Token);
}
