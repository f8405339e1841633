using EditorAgent.CodeIntelligence.Contract;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.LanguageServers.Real;

public sealed class ClangdTests(ClangdServer server) : IClassFixture<ClangdServer>
{
    private const int Budget = 6000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FindReferences_WhenFunctionIsDeclaredInHeader_FindsUsesInOtherUnits()
    {
        var answer = await server.Engine.FindReferencesAsync(new FindReferencesQuery("list_add", ["call"], "src/main.c", 0, Budget), Token);

        Assert.Null(answer.Error);
        Assert.Contains("  run\n     5>   return list_add(&all, 2);", answer.Text);
        Assert.Matches(@"\ncoverage: clangd [^\n]*14\.\d+[^\n]* · ready · fresh$", answer.Text);
    }

    [Fact]
    public async Task ReadSymbol_WhenThereIsPrototypeAndDefinition_ReadsTheDefinition()
    {
        var answer = await server.Engine.ReadSymbolAsync(new ReadSymbolQuery(["list_add"], [], Budget), Token);

        Assert.Contains("src/list.c [rev ", answer.Text);
        Assert.Contains("   3| // Counts only.\n   4| int list_add(struct list *list, int value) {", answer.Text);
    }

    [Fact]
    public async Task FindSymbol_WhenStructIsAskedFor_FindsIt()
    {
        var answer = await server.Engine.FindSymbolAsync(new FindSymbolQuery("list", "struct", null, false, 30, Budget), Token);

        Assert.Contains(" list  include/list.h:3", answer.Text);
    }

    [Fact]
    public async Task FindImplementations_WhenMethodIsVirtual_FindsTheOverride()
    {
        var answer = await server.Engine.FindImplementationsAsync(new FindImplementationsQuery("Shape::area", Budget), Token);

        Assert.Contains("Square.area  src/shape.cpp:8", answer.Text);
    }

    [Fact]
    public async Task CallHierarchy_WhenCallersAreAskedFor_ShowsCallersOfCallers()
    {
        var answer = await server.Engine.CallHierarchyAsync(new CallHierarchyQuery("list_add", CallDirection.Callers, 2, Budget), Token);

        Assert.Contains("  <- run  src/main.c:3\n    <- main  src/main.c:8", answer.Text);
    }

    [Fact]
    public async Task Diagnostics_WhenFileIsWrong_WaitsForWhatIsPublishedForItsVersion()
    {
        var answer = await server.Engine.DiagnosticsAsync(new DiagnosticsQuery("src/main.c", "warning", [], false, null, Budget), Token);

        Assert.Contains("    9 warning -Wunused-variable Unused variable 'unused'", answer.Text);
        Assert.DoesNotContain("pending", answer.Text);
    }

    [Fact]
    public async Task Rename_WhenFunctionIsRenamed_ChangesHeaderDefinitionAndUse()
    {
        var proposal = await server.Engine.RenameAsync(new RenameQuery("list_add", "list_append", false, false), Token);

        var texts = await server.ApplyAsync(proposal);
        Assert.Equal(["include/list.h", "src/list.c", "src/main.c"], texts.Keys);
        Assert.Contains("return list_append(&all, 2);", texts["src/main.c"]);
    }

    [Fact]
    public async Task Edit_WhenFormattingIsWanted_FormatsOnlyWhatComesIn()
    {
        const string Old = "int  kept( void )  { return 1; }\n\nint after(void) { return 2; }\n";
        await File.WriteAllTextAsync(server.At("src/format.c"), Old, Token);

        var proposal = await server.Engine.EditAsync(
            new EditQuery([new CodeEdit("insert_before") { Symbol = "src/format.c:3", Text = "int  added( int a ){\n      return a+1 ; }" }], true, false), Token);

        Assert.Equal("int  kept( void )  { return 1; }\n\nint added(int a) { return a + 1; }\nint after(void) { return 2; }\n", (await server.ApplyAsync(proposal))["src/format.c"]);
    }

    [Fact]
    public async Task Delta_WhenEditIsWrong_TellsWhatIsNew()
    {
        var path = server.At("src/delta.c");
        const string Old = "int delta(void) { return 1; }\n";
        const string New = "int delta(void) { return missing; }\n";
        await File.WriteAllTextAsync(path, New, Token);

        var answer = await server.Engine.DeltaAsync(new DeltaQuery([new WrittenFile(path, Old, New)], 8000), Token);

        Assert.StartsWith("diagnostics: fixed 0; new 1;", answer.Text);
        Assert.Contains("new: src/delta.c:1 error undeclared_var_use Use of undeclared identifier 'missing'", answer.Text);
    }
}
