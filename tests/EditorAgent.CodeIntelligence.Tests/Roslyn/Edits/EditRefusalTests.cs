using EditorAgent.CodeIntelligence.Contract;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Roslyn.Edits;

public sealed class EditRefusalTests : IDisposable
{
    private readonly EditWorkspace workspace = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => this.workspace.Dispose();

    [Fact]
    public async Task ReplaceText_WhenItOccursTwice_SaysWhere()
    {
        this.workspace.Write("a.cs", "class A\n{\n    int a = 1;\n    int b = 1;\n}\n");

        var refusal = await this.RefusedAsync(new CodeEdit("replace_text") { Path = "a.cs", Old = "= 1;", Text = "= 2;" });

        Assert.Equal(CodeError.Conflict, refusal.Error);
        Assert.Contains("occurs 2 times in a.cs, lines 3, 4", refusal.Text);
    }

    [Fact]
    public async Task ReplaceText_WhenOnlyTheWhiteSpaceDiffers_ShowsTheTextAsItIs()
    {
        this.workspace.Write("a.cs", "class A\n{\n    int a = 1;\n    int b = 1;\n}\n");

        var refusal = await this.RefusedAsync(new CodeEdit("replace_text") { Path = "a.cs", Old = "int a = 1;\nint b = 1;", Text = "" });

        Assert.Contains("does not occur in a.cs; its first line is at line 3, where the text is\n   3|     int a = 1;\n   4|     int b = 1;", refusal.Text);
    }

    [Fact]
    public async Task Batch_WhenALaterEditFails_HasNoFiles()
    {
        this.workspace.Write("a.cs", "class A { int a; }\n");

        var proposal = await this.workspace.PlanAsync(
            Token,
            new CodeEdit("replace_text") { Path = "a.cs", Old = "int a", Text = "int b" },
            new CodeEdit("delete_symbol") { Path = "a.cs", Symbol = "A.a" });

        Assert.Empty(proposal.Files);
        Assert.Equal(CodeError.SymbolNotFound, proposal.Refusal!.Error);
        Assert.Contains("A.b  a.cs:1", proposal.Refusal.Text);
        Assert.EndsWith("(edit 2, delete_symbol; the whole batch was left out)", proposal.Refusal.Text);
    }

    [Fact]
    public async Task Edit_WhenItBreaksTheSyntax_IsRejectedWithTheTextAsItWouldBe()
    {
        this.workspace.Write("a.cs", "class A\n{\n    int M() => 1;\n}\n");
        var edit = new CodeEdit("replace_symbol") { Symbol = "A.M", Text = "int M() => ;" };

        var refusal = await this.RefusedAsync(edit);
        var allowed = await this.workspace.PlanAsync(new EditQuery([edit], HasFormatting: false, AllowsBroken: true), Token);

        Assert.Equal(CodeError.SyntaxRejected, refusal.Error);
        Assert.Contains("a.cs:3 CS1525", refusal.Text);
        Assert.Contains("   3|     int M() => ;", refusal.Text);
        Assert.Single(allowed.Files);
    }

    [Fact]
    public async Task Edit_WhenOnlyABodyReplacesADeclaration_ShowsThePlaceOnce()
    {
        this.workspace.Write("a.cs", "class A\n{\n    int M()\n    {\n        return 1;\n    }\n}\n");

        var refusal = await this.RefusedAsync(new CodeEdit("replace_symbol") { Symbol = "A.M", Text = "{\n    return 2;\n}" });

        Assert.Equal(2, refusal.Text.Split("return 2;").Length);
        Assert.Contains("\n1 more syntax error\n", refusal.Text);
        Assert.Contains("it is the whole declaration with its head", refusal.Text);
    }

    [Theory]
    [InlineData("/// <summary>New.</summary>")]
    [InlineData("[Obsolete]\n")]
    [InlineData("// gone?")]
    public async Task Edit_WhenNothingIsDeclaredInstead_KeepsTheDeclarationAndSaysWhatToDo(string text)
    {
        this.workspace.Write("a.cs", "class A\n{\n    void M() { }\n}\n");

        var refusal = await this.RefusedAsync(new CodeEdit("replace_symbol") { Symbol = "A.M", Text = text });

        Assert.Contains("insert_before", refusal.Text);
    }

    [Fact]
    public async Task Edit_WhenAnEditBeforeItTookTheText_SaysSo()
    {
        this.workspace.Write("a.cs", "class A\n{\n    int M() => 1;\n}\n");
        var taken = new CodeEdit("replace_symbol") { Symbol = "A.M", Text = "int M() => 2;" };

        var refusal = await this.RefusedAsync(taken, new CodeEdit("replace_text") { Path = "a.cs", Old = "=> 1", Text = "=> 3" });

        Assert.Contains("old does not occur in a.cs as the edits before this one leave it", refusal.Text);
    }

    [Fact]
    public async Task Edit_WhenTheFileWasBrokenBefore_GoesThrough()
    {
        this.workspace.Write("a.cs", "class A\n{\n    int M() => 1\n    int N() => 2;\n}\n");

        await this.workspace.ApplyAsync(Token, new CodeEdit("replace_text") { Path = "a.cs", Old = "=> 2", Text = "=> 3" });

        Assert.Contains("int N() => 3;", this.workspace.Read("a.cs"));
    }

    [Fact]
    public async Task Edit_WhenTheRevisionIsStale_ShowsTheChangedRegion()
    {
        var old = this.workspace.Write("a.cs", "class A\n{\n    int M() => 1;\n    int N() => 2;\n}\n");
        this.workspace.Seen.Remember([new SeenVersion(this.workspace.PathOf("a.cs"), old)], this.workspace.Files);
        var now = this.workspace.Write("a.cs", "class A\n{\n    int M() => 1;\n    int N() => 5;\n}\n");

        var refusal = await this.RefusedAsync(new CodeEdit("replace_symbol") { Symbol = "A.N", Text = "int N() => 3;", Rev = old[..6] });

        Assert.Equal(CodeError.StaleRev, refusal.Error);
        Assert.StartsWith($"StaleRev: a.cs: you read [rev {old[..6]}], now [rev {now[..6]}], changed lines 4-4:\n   2| {{\n", refusal.Text);
        Assert.Contains("   4|     int N() => 5;", refusal.Text);
        Assert.Equal(now, Assert.Single(refusal.Seen).Hash);
    }

    [Fact]
    public async Task Edit_WhenTheStaleVersionIsForgotten_ShowsThePlaceOfTheEdit()
    {
        this.workspace.Write("a.cs", "class A\n{\n" + string.Concat(Enumerable.Range(0, 200).Select(n => $"    int F{n};\n")) + "}\n");

        var refusal = await this.RefusedAsync(new CodeEdit("delete_symbol") { Symbol = "A.F150", Rev = "123456" });

        Assert.Contains(" 153|     int F150;", refusal.Text);
        Assert.DoesNotContain("F100", refusal.Text);
    }

    [Fact]
    public async Task Edit_WhenTheRevisionIsThePresentOne_IsPlannedAgainstIt()
    {
        var hash = this.workspace.Write("a.cs", "class A { int a; }\n");

        var proposal = await this.workspace.PlanAsync(Token, new CodeEdit("replace_text") { Path = "a.cs", Old = "int a", Text = "int b", Rev = $"[rev {hash[..6]}]" });

        Assert.Equal(hash, Assert.Single(proposal.Files).Hash);
    }

    [Theory]
    [InlineData("../a.cs", CodeError.PathDenied)]
    [InlineData("/etc/passwd", CodeError.PathDenied)]
    [InlineData(".git/config", CodeError.PathDenied)]
    [InlineData("obj/x.cs", CodeError.Unsupported)]
    [InlineData("a.g.cs", CodeError.Unsupported)]
    [InlineData("marked.cs", CodeError.Unsupported)]
    [InlineData("a.csproj", CodeError.Unsupported)]
    [InlineData("blob.bin", CodeError.Unsupported)]
    [InlineData("none.cs", CodeError.Failed)]
    public async Task Edit_OfAFileThatMayNotBeChanged_IsRefused(string path, CodeError error)
    {
        this.workspace.Write("obj/x.cs", "old");
        this.workspace.Write("a.g.cs", "old");
        this.workspace.Write("a.csproj", "old");
        this.workspace.Write(".git/config", "old");
        this.workspace.Write("marked.cs", "// <auto-generated/>\nclass old { }\n");
        this.workspace.Write("blob.bin", [1, 0, 2, 0]);

        var refusal = await this.RefusedAsync(new CodeEdit("replace_text") { Path = path, Old = "old", Text = "new" });

        Assert.Equal(error, refusal.Error);
    }

    [Fact]
    public async Task Edit_OfAPartialType_ListsItsFiles()
    {
        this.workspace.Write("a.cs", "partial class A { }\n");
        this.workspace.Write("b.cs", "partial class A { }\n");

        var refusal = await this.RefusedAsync(new CodeEdit("add_member") { Symbol = "A", Text = "int x;" });
        await this.workspace.ApplyAsync(Token, new CodeEdit("add_member") { Path = "b.cs", Symbol = "A", Text = "int x;" });

        Assert.Equal(CodeError.AmbiguousSymbol, refusal.Error);
        Assert.Contains("A  a.cs:1\nA  b.cs:1", refusal.Text);
        Assert.Contains("int x;", this.workspace.Read("b.cs"));
    }

    [Fact]
    public async Task Edit_WhenTheEncodingCannotHoldTheText_IsRefused()
    {
        this.workspace.Write("a.cs", [.. "class A { string a = \""u8, 0xE4, .. "\"; }\n"u8]);

        var refusal = await this.RefusedAsync(new CodeEdit("replace_text") { Path = "a.cs", Old = "class A", Text = "class \u00C4" });

        Assert.Equal(CodeError.Unsupported, refusal.Error);
        Assert.Contains("U+00C4", refusal.Text);
    }

    [Fact]
    public async Task CreateFile_WhenItExists_IsAConflict()
    {
        this.workspace.Write("a.cs", "class A { }\n");

        Assert.Equal(CodeError.Conflict, (await this.RefusedAsync(new CodeEdit("create_file") { Path = "a.cs", Text = "class B { }" })).Error);
    }

    [Theory]
    [InlineData("replace_symbol", "needs sym")]
    [InlineData("replace_text", "needs path or sym")]
    [InlineData("create_file", "needs path and text")]
    [InlineData("delete_file", "needs path")]
    [InlineData("rewrite", "is no operation; there are replace_symbol")]
    public async Task Edit_WithoutWhatItNeeds_SaysWhat(string operation, string message) =>
        Assert.Contains(message, (await this.RefusedAsync(new CodeEdit(operation) { Symbol = "", Path = "" })).Text);

    private async Task<CodeAnswer> RefusedAsync(params CodeEdit[] edits)
    {
        var proposal = await this.workspace.PlanAsync(Token, edits);
        Assert.Empty(proposal.Files);
        return Assert.IsType<CodeAnswer>(proposal.Refusal);
    }
}
