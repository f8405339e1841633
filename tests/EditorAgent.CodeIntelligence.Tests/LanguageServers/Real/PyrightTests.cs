using EditorAgent.CodeIntelligence.Contract;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.LanguageServers.Real;

public sealed class PyrightTests(PyrightServer server) : IClassFixture<PyrightServer>
{
    private const int Budget = 6000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FindReferences_WhenFunctionIsUsedInOtherFiles_ShowsEachWithItsMember()
    {
        var answer = await server.Engine.FindReferencesAsync(new FindReferencesQuery("load", ["call"], null, 0, Budget), Token);

        Assert.Null(answer.Error);
        Assert.Contains("  twice\n     9>     return load(store, 1) + load(store, 2)", answer.Text);
        Assert.Contains("  broken\n     5>     return load(None, 1)", answer.Text);
        Assert.Contains("3 calls to load, 2 files", answer.Text);
        Assert.Matches(@"\ncoverage: pyright-langserver 1\.1\.414 · ready · fresh$", answer.Text);
    }

    [Fact]
    public async Task FindSymbol_WhenNameIsGiven_FindsBothMethods()
    {
        var answer = await server.Engine.FindSymbolAsync(new FindSymbolQuery("find", "method", null, false, 30, Budget), Token);

        Assert.Contains("method Store.find  shop/store.py:7", answer.Text);
        Assert.Contains("method MemoryStore.find  shop/store.py:16", answer.Text);
    }

    [Fact]
    public async Task ReadSymbol_WhenDecoratorsStandAbove_ShowsThem()
    {
        var answer = await server.Engine.ReadSymbolAsync(new ReadSymbolQuery(["MemoryStore.find"], [], Budget), Token);

        Assert.Contains("  14|     # Looks a row up.\n  15|     @cache\n  16|     def find(self, key: int) -> str:\n  17|         return self.rows[key]", answer.Text);
    }

    [Fact]
    public async Task CallHierarchy_WhenCalleesAreAskedFor_ShowsThem()
    {
        var answer = await server.Engine.CallHierarchyAsync(new CallHierarchyQuery("twice", CallDirection.Callees, 2, Budget), Token);

        Assert.Contains("  -> load  shop/service.py:4", answer.Text);
        Assert.Contains("    -> Store.find  shop/store.py:7", answer.Text);
    }

    [Fact]
    public async Task FindImplementations_WhenServerCannot_IsUnsupportedAndNotOffered()
    {
        var answer = await server.Engine.FindImplementationsAsync(new FindImplementationsQuery("Store", Budget), Token);

        Assert.Equal(CodeError.Unsupported, answer.Error);
        Assert.DoesNotContain(CodeQuestion.FindImplementations, server.Engine.Offers);
        Assert.Contains(CodeQuestion.Rename, server.Engine.Offers);
    }

    [Fact]
    public async Task Diagnostics_WhenFileIsWrong_TellsItWithMember()
    {
        var query = new DiagnosticsQuery("shop", "error", [], false, null, Budget);
        var answer = await server.Engine.DiagnosticsAsync(query, Token);

        // A busy machine: what the server has not looked at yet is said to be pending, and is there when asked again.
        for (var asked = 1; asked < 10 && answer.Text.Contains("pending", StringComparison.Ordinal); asked++)
        {
            answer = await server.Engine.DiagnosticsAsync(query, Token);
        }

        Assert.Contains("shop/broken.py [rev ", answer.Text);
        Assert.Contains("    5 error reportReturnType ", answer.Text);
        Assert.Contains("    5 error reportArgumentType ", answer.Text);
        Assert.DoesNotContain("pending", answer.Text);
    }

    [Fact]
    public async Task Rename_WhenMethodOverrides_ChangesAllOfThem()
    {
        var proposal = await server.Engine.RenameAsync(new RenameQuery("Store.find", "lookup", false, false), Token);

        var texts = await server.ApplyAsync(proposal);
        Assert.Equal(["shop/service.py", "shop/store.py"], texts.Keys);
        Assert.Contains("return store.lookup(key)", texts["shop/service.py"]);
        Assert.Contains("def lookup(self, key: int) -> str: ...", texts["shop/store.py"]);
    }

    [Fact]
    public async Task Delta_WhenEditIsWrong_TellsWhatIsNew()
    {
        var path = server.At("shop/price.py");
        const string Old = "def price() -> int:\n    return 1\n";
        const string New = "def price() -> int:\n    return \"1\"\n";
        await File.WriteAllTextAsync(path, New, Token);

        var answer = await server.Engine.DeltaAsync(new DeltaQuery([new WrittenFile(path, Old, New)], 8000), Token);

        Assert.StartsWith("diagnostics: fixed 0; new 1;", answer.Text);
        Assert.Contains("new: shop/price.py:2 error reportReturnType", answer.Text);
    }

    [Fact]
    public async Task Edit_WhenMemberIsAdded_TakesTheClasssIndentation()
    {
        var proposal = await server.Engine.EditAsync(
            new EditQuery([new CodeEdit("add_member") { Symbol = "MemoryStore", Text = "def size(self) -> int:\n    return len(self.rows)" }], false, false), Token);

        var texts = await server.ApplyAsync(proposal);
        Assert.Contains("        return self.rows[key]\n\n    def size(self) -> int:\n        return len(self.rows)\n", texts["shop/store.py"]);
    }
}
