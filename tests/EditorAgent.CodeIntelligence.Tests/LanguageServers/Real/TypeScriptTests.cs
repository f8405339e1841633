using EditorAgent.CodeIntelligence.Contract;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.LanguageServers.Real;

public sealed class TypeScriptTests(TypeScriptServer server) : IClassFixture<TypeScriptServer>
{
    private const int Budget = 6000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FindReferences_WhenMethodIsUsedInOtherFiles_ShowsEachWithItsMember()
    {
        var answer = await server.Engine.FindReferencesAsync(new FindReferencesQuery("OrderService.load", [], null, 0, Budget), Token);

        Assert.Null(answer.Error);
        Assert.Contains("src/service.ts [rev ", answer.Text);
        Assert.Contains("  OrderService.total\n    13> ", answer.Text);
        Assert.Contains("  broken\n     4>   return service.load(1).total;", answer.Text);
        Assert.Contains("test/service.test.ts [rev ", answer.Text);
        Assert.Contains("3 references to OrderService.load, 3 files", answer.Text);
        Assert.Matches(@"\ncoverage: typescript-language-server 6\.0\.2 · ready · fresh$", answer.Text);
        Assert.Equal(3, answer.Seen.Length);
    }

    [Fact]
    public async Task FindReferences_WhenOnlyNewIsAskedFor_ShowsOnlyThat()
    {
        var answer = await server.Engine.FindReferencesAsync(new FindReferencesQuery("OrderService", ["new"], null, 1, Budget), Token);

        Assert.Contains("1 new to OrderService, 1 files", answer.Text);
    }

    [Fact]
    public async Task FindSymbol_WhenCamelHumpsAreGiven_FindsTheMember()
    {
        var answer = await server.Engine.FindSymbolAsync(new FindSymbolQuery("OrdServ load", null, null, false, 30, Budget), Token);

        Assert.Contains("method OrderService.load  src/service.ts:6", answer.Text);
        Assert.Contains("1 of 1", answer.Text);
    }

    [Fact]
    public async Task ReadSymbol_WhenCommentsStandAbove_ShowsThemAndTheReferences()
    {
        var answer = await server.Engine.ReadSymbolAsync(new ReadSymbolQuery(["MemoryStore.add"], ["source", "refs-count"], Budget), Token);

        Assert.Contains("method MemoryStore.add  18-22  0 references", answer.Text);
        Assert.Contains("  18|   // Adds or replaces.\n  19|   // Keeps the last.\n  20|   add(order: Order): void {", answer.Text);
    }

    [Fact]
    public async Task ReadSymbol_WhenStackTraceIsGiven_ReadsTheFramesSymbol()
    {
        var trace = $"Error: no order 7\n    at OrderService.load ({server.At("src/service.ts")}:8:24)\n    at Object.<anonymous> (node:internal:3:1)";

        var answer = await server.Engine.ReadSymbolAsync(new ReadSymbolQuery([$"{server.At("src/service.ts")}:8"], [], Budget), Token);
        var traced = await server.Engine.ReadSymbolAsync(new ReadSymbolQuery([trace], [], Budget), Token);

        Assert.Contains("method OrderService.load  6-10", answer.Text);
        Assert.Null(traced.Error);
        Assert.Contains("   8|     if (!found) throw", answer.Text);
    }

    [Fact]
    public async Task ReadSymbol_WhenPlaceIsAUse_ReadsWhatIsUsed()
    {
        var method = await server.Engine.ReadSymbolAsync(new ReadSymbolQuery(["src/broken.ts:4:18"], [], Budget), Token);
        var declared = await server.Engine.ReadSymbolAsync(new ReadSymbolQuery(["src/broken.ts:3:41"], [], Budget), Token);

        Assert.Contains("method OrderService.load  6-10", method.Text);
        Assert.Contains("class OrderService  3-15", declared.Text);
    }

    [Fact]
    public async Task FindImplementations_WhenInterfaceIsGiven_FindsTheClass()
    {
        var answer = await server.Engine.FindImplementationsAsync(new FindImplementationsQuery("OrderStore", Budget), Token);

        Assert.Contains("MemoryStore  src/store.ts:11", answer.Text);
        Assert.Contains("1 implementations", answer.Text);
    }

    [Fact]
    public async Task CallHierarchy_WhenDepthIsTwo_ShowsCallersOfCallers()
    {
        var answer = await server.Engine.CallHierarchyAsync(new CallHierarchyQuery("OrderStore.find", CallDirection.Callers, 2, Budget), Token);

        Assert.Contains("  <- OrderService.load  src/service.ts:6\n", answer.Text);
        Assert.Contains("    <- broken  src/broken.ts:3", answer.Text);
    }

    [Fact]
    public async Task Diagnostics_WhenFileIsWrong_TellsItWithMember()
    {
        var answer = await server.Engine.DiagnosticsAsync(new DiagnosticsQuery("src", "warning", [], false, null, Budget), Token);

        Assert.Contains("src/broken.ts [rev ", answer.Text);
        Assert.Contains("  broken\n    4 error TS2322 Type 'number' is not assignable to type 'string'.", answer.Text);
        Assert.Contains("1 error in 1 of 3 files", answer.Text);
    }

    [Fact]
    public async Task Rename_WhenMethodIsRenamed_ChangesEveryUseAndNothingElse()
    {
        var proposal = await server.Engine.RenameAsync(new RenameQuery("OrderService.load", "fetch", false, false), Token);

        var texts = await server.ApplyAsync(proposal);
        Assert.Equal(["src/broken.ts", "src/service.ts", "test/service.test.ts"], texts.Keys);
        Assert.Equal("import { OrderService } from \"../src/service.js\";\nimport { MemoryStore } from \"../src/store.js\";\n\nconst service = new OrderService(new MemoryStore());\nservice.fetch(7);\n", texts["test/service.test.ts"]);
        Assert.Contains("this.fetch(id).total", texts["src/service.ts"]);
        Assert.StartsWith("4 edits in 3 files", proposal.Summary);
    }

    [Fact]
    public async Task ApplyCodeAction_WhenFixIsOffered_ProposesItsEdit()
    {
        await File.WriteAllTextAsync(server.At("scratch/fix.ts"), "export function wait() {\n  await Promise.resolve();\n}\n", Token);

        var list = await server.Engine.CodeActionsAsync(new CodeActionsQuery("scratch/fix.ts:2", null, null, Budget), Token);
        var line = list.Text.Split('\n').First(line => line.Contains("async", StringComparison.OrdinalIgnoreCase));
        var proposal = await server.Engine.ApplyCodeActionAsync(new ApplyCodeActionQuery(line.Split(' ')[0], "one"), Token);

        Assert.Contains("TS1308", line);
        Assert.Equal("export async function wait() {\n  await Promise.resolve();\n}\n", (await server.ApplyAsync(proposal))["scratch/fix.ts"]);
    }

    [Fact]
    public async Task Edit_WhenSymbolsAreNamed_ProposesTheChangedText()
    {
        var proposal = await server.Engine.EditAsync(
            new EditQuery(
                [
                    new CodeEdit("replace_symbol") { Symbol = "Scratch.one", Text = "one(): number {\n  return 2;\n}" },
                    new CodeEdit("add_member") { Symbol = "Scratch", Text = "two(): number {\n  return 3;\n}" },
                    new CodeEdit("create_file") { Path = "scratch/new.ts", Text = "export {};\n" },
                ],
                true,
                false),
            Token);

        var texts = await server.ApplyAsync(proposal);
        Assert.Equal("export class Scratch {\n  one(): number {\n    return 2;\n  }\n\n  two(): number {\n    return 3;\n  }\n}\n", texts["scratch/edit.ts"]);
        Assert.Equal("export {};\n", texts["scratch/new.ts"]);
    }

    [Fact]
    public async Task Edit_WhenRevIsOld_ShowsWhatIsThereNow()
    {
        var proposal = await server.Engine.EditAsync(new EditQuery([new CodeEdit("delete_symbol") { Symbol = "Scratch.one", Rev = "000000" }], false, false), Token);

        Assert.Equal(CodeError.StaleRev, proposal.Refusal?.Error);
        Assert.Contains("   2|   one(): number {", proposal.Summary);
    }

    [Fact]
    public async Task Delta_WhenEditBreaksDependant_TellsItThereAndFixedHere()
    {
        var path = server.At("scratch/base.ts");
        await File.WriteAllTextAsync(server.At("scratch/user.ts"), "import { price } from \"./base.js\";\nexport const twice: number = price() * 2;\n", Token);
        const string Old = "export function price(): number {\n  return \"1\";\n}\n";
        const string New = "export function price(): string {\n  return \"1\";\n}\n";
        await File.WriteAllTextAsync(path, Old, Token);
        await server.Engine.DiagnosticsAsync(new DiagnosticsQuery("scratch/user.ts", "warning", [], false, null, Budget), Token);
        await File.WriteAllTextAsync(path, New, Token);

        var answer = await server.Engine.DeltaAsync(new DeltaQuery([new WrittenFile(path, Old, New)], 8000), Token);

        Assert.StartsWith("diagnostics: fixed 1; new 1;", answer.Text);
        Assert.Contains("new: scratch/user.ts:2 error TS2362", answer.Text);
        Assert.Contains("fixed: scratch/base.ts:2 TS2322", answer.Text);
    }

    [Fact]
    public async Task FindReferences_WhenFileChangedOnDiskAndInBuffer_AnswersForTheNewTexts()
    {
        var path = server.At("scratch/fresh.ts");
        await File.WriteAllTextAsync(path, "export function freshly(): void {}\n", Token);
        var none = await server.Engine.FindReferencesAsync(new FindReferencesQuery("freshly", [], null, 0, Budget), Token);
        await File.WriteAllTextAsync(server.At("scratch/other.ts"), "import { freshly } from \"./fresh.js\";\nfreshly();\n", Token);
        var one = await server.Engine.FindReferencesAsync(new FindReferencesQuery("freshly", ["call"], null, 0, Budget), Token);
        await server.Engine.BuffersAsync([new OpenBuffer(server.At("scratch/other.ts"), "import { freshly } from \"./fresh.js\";\nfreshly();\nfreshly();\n", new string('a', 64))], Token);
        var two = await server.Engine.FindReferencesAsync(new FindReferencesQuery("freshly", ["call"], null, 0, Budget), Token);
        await server.Engine.BuffersAsync([new OpenBuffer(server.At("scratch/other.ts"), null, null)], Token);
        File.Delete(server.At("scratch/other.ts"));
        var gone = await server.Engine.FindReferencesAsync(new FindReferencesQuery("freshly", [], null, 0, Budget), Token);

        Assert.StartsWith("0 references found to freshly", none.Text);
        Assert.Contains("1 calls to freshly", one.Text);
        Assert.Contains("2 calls to freshly", two.Text);
        Assert.Contains("scratch/other.ts [rev aaaaaa]", two.Text);
        Assert.StartsWith("0 references found to freshly", gone.Text);
    }

    [Fact]
    public async Task Overview_WhenFileIsGiven_OutlinesIt()
    {
        var answer = await server.Engine.OverviewAsync(new OverviewQuery("src/store.ts", 1, Budget), Token);

        Assert.Contains("  class MemoryStore  11-23", answer.Text);
    }

    [Fact]
    public async Task FindReferences_WhenNameIsUnknown_SaysWhatIsNear()
    {
        var answer = await server.Engine.FindReferencesAsync(new FindReferencesQuery("OrderServce.load", [], null, 0, Budget), Token);
        var missing = await server.Engine.FindReferencesAsync(new FindReferencesQuery("nowhereAtAll", [], null, 0, Budget), Token);

        Assert.Equal(CodeError.SymbolNotFound, answer.Error);
        Assert.Equal("SymbolNotFound: no typescript file holds the word nowhereAtAll.", missing.Text);
    }
}
