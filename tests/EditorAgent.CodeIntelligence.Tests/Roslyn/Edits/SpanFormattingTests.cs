using EditorAgent.CodeIntelligence.Contract;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Roslyn.Edits;

public sealed class SpanFormattingTests : IDisposable
{
    private const string Untidy = "class A\n{\n    int  untouched=1 ;\n\n    int M() => 1;\n}\n";

    private readonly EditWorkspace workspace = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => this.workspace.Dispose();

    [Fact]
    public async Task Plan_WithFormatting_FormatsTheChangeAndNothingElse()
    {
        this.workspace.Write("a.cs", Untidy);

        await this.ReplaceAsync("int M()\n{\nreturn   Two( 1,2 ) ;\n}");

        Assert.Equal("class A\n{\n    int  untouched=1 ;\n\n    int M()\n    {\n        return Two(1, 2);\n    }\n}\n", this.workspace.Read("a.cs"));
    }

    [Fact]
    public async Task Plan_WithFormatting_FollowsTheEditorConfig()
    {
        this.workspace.Write(".editorconfig", "root = true\n\n[*.cs]\nindent_style = tab\nend_of_line = crlf\ncsharp_new_line_before_open_brace = none\n");
        this.workspace.Write("src/a.cs", "class A {\n\tint M() => 1;\n}\n");

        this.workspace.Store(await this.workspace.PlanAsync(
            new EditQuery([new CodeEdit("replace_symbol") { Path = "src/a.cs", Symbol = "A.M", Text = "int M()\n{\n    return 2;\n}" }], HasFormatting: true, AllowsBroken: false), Token));

        Assert.Equal("class A {\n\tint M() {\n\t\treturn 2;\n\t}\n}\n", this.workspace.Read("src/a.cs"));
    }

    [Fact]
    public async Task Plan_InALoadedProject_UsesItsDocument()
    {
        this.workspace.Write("Core/a.cs", Untidy.Replace("\n", "\r\n"));
        using var solution = new SampleSolution(this.workspace).Project("Core", []);
        this.workspace.Snapshot = solution.Snapshot();

        await this.ReplaceAsync("int M( ) =>2 ;");

        Assert.Equal(Untidy.Replace("=> 1", "=> 2").Replace("\n", "\r\n"), this.workspace.Read("Core/a.cs"));
    }

    private async Task ReplaceAsync(string text) => this.workspace.Store(await this.workspace.PlanAsync(
        new EditQuery([new CodeEdit("replace_symbol") { Symbol = "A.M", Text = text }], HasFormatting: true, AllowsBroken: false), Token));
}
