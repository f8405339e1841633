using System.Collections.Immutable;
using EditorAgent.Core.Agent.Attachments;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;
using EditorAgent.Tests.BuiltInTools;
using EditorAgent.Tests.Workspaces;
using Xunit;

namespace EditorAgent.Tests.Agent.Attachments;

public sealed class PromptReferencesTests : IDisposable
{
    private readonly ToolBench bench = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => this.bench.Dispose();

    [Fact]
    public async Task Resolve_OfASymbol_AttachesItsLines()
    {
        await File.WriteAllTextAsync(this.bench.Directory["a.cs"], "// head\nclass Invoice\n{\n}\n", Token);
        var code = new Code(new FoundSymbol("class Orders.Invoice", this.bench.Directory["a.cs"], 2), new FoundSymbol("class Orders.InvoiceLine", this.bench.Directory["a.cs"], 1), new FoundSymbol("class Orders.ProformaInvoice", this.bench.Directory["a.cs"], 1));

        var text = await this.ResolveAsync("@symbol:Invoice", code, null);

        Assert.Contains("class Orders.Invoice in a.cs:2", text, StringComparison.Ordinal);
        Assert.Contains("lines 2-4 of 4", text, StringComparison.Ordinal);
        Assert.DoesNotContain("InvoiceLine", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ProformaInvoice", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resolve_OfASymbolThatIsNotThere_NamesWhatIsNear()
    {
        var text = await this.ResolveAsync("@symbol:Invoic", new Code(new FoundSymbol("class Orders.Invoice", this.bench.Directory["a.cs"], 2)), null);

        Assert.Contains("there is no such symbol. Near it: class Orders.Invoice", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resolve_OfProblemsAndChanges_PutsThemBehindAFence()
    {
        var text = await this.ResolveAsync("@problems @diff", new Code { Problems = "a.cs(1,1): error CS0103" }, new Changes(new WorkspaceChanges("+new line\n", "1 files are left out")));

        Assert.Contains("what the compiler says.\n[workspace ", text, StringComparison.Ordinal);
        Assert.Contains("error CS0103", text, StringComparison.Ordinal);
        Assert.Contains("(1 files are left out).\n[workspace ", text, StringComparison.Ordinal);
        Assert.Contains("+new line", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resolve_WhereNobodyKnows_SaysSo()
    {
        var text = await this.ResolveAsync("@problems @diff @symbol:X", null, null);

        Assert.Contains("The problems are not attached", text, StringComparison.Ordinal);
        Assert.Contains("The changes since the last commit are not attached", text, StringComparison.Ordinal);
        Assert.Contains("@symbol:X is not attached", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resolve_OfMoreThanFits_EndsAtTheBoundAndSaysSo()
    {
        var names = Enumerable.Range(1, 8).Select(number => $"big{number}.txt").ToList();
        foreach (var name in names)
        {
            await File.WriteAllTextAsync(this.bench.Directory[name], string.Concat(Enumerable.Repeat("0123456789abcdef\n", 3_200)), Token);
        }

        var text = await this.ResolveAsync(string.Join(' ', names.Select(name => "@" + name)), null, null);

        Assert.InRange(text.Length, 290_000, 302_000);
        Assert.Contains("@big8.txt is not attached: ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resolve_OfMoreFilesThanAreAttached_SaysWhichAreNot()
    {
        var names = Enumerable.Range(1, 22).Select(number => $"f{number}.txt").ToList();
        foreach (var name in names)
        {
            await File.WriteAllTextAsync(this.bench.Directory[name], "x\n", Token);
        }

        var text = await this.ResolveAsync(string.Join(' ', names.Select(name => "@" + name)), null, null);

        Assert.Contains("the file f20.txt", text, StringComparison.Ordinal);
        Assert.DoesNotContain("the file f21.txt", text, StringComparison.Ordinal);
        Assert.Contains("@f21.txt is not attached: ", text, StringComparison.Ordinal);
        Assert.Contains("@f22.txt is not attached: ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resolve_OfALinkThatLeadsOut_SaysThatItIsNotAttached()
    {
        using var outside = new TemporaryDirectory();
        outside.Write("secret.txt", "not yours");
        File.CreateSymbolicLink(this.bench.Directory["link.txt"], outside["secret.txt"]);

        var text = await this.ResolveAsync("look at @link.txt", null, null);

        Assert.Contains("@link.txt is not attached: ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("not yours", text, StringComparison.Ordinal);
        Assert.Empty(await this.ResolveAsync("thanks @ada", null, null));
    }

    private async Task<string> ResolveAsync(string prompt, ICodeIntelligence? code, IWorkspaceChanges? changes)
    {
        var withheld = new WithheldFiles(new PermissionPolicy([], PermissionMode.Ask), this.bench.Workspace, "read");
        var files = new FileAttachments(this.bench.Workspace, this.bench.Files, withheld, this.bench.Ledger);
        var parts = await new PromptReferences(this.bench.Workspace, files, code, changes, TimeProvider.System).ResolveAsync(prompt, Token);
        return string.Join('\n', parts.Cast<ContentPart.Text>().Select(part => part.Value));
    }

    private sealed class Changes(WorkspaceChanges seen) : IWorkspaceChanges
    {
        public ValueTask<WorkspaceChanges> SinceLastCommitAsync(CancellationToken cancellationToken) => ValueTask.FromResult(seen);
    }

    private sealed class Code(params FoundSymbol[] symbols) : ICodeIntelligence
    {
        public string? Problems { get; init; }

        public ImmutableArray<ITool> Tools => [];

        public void Prepare(IEnumerable<string> absolutePaths)
        {
        }

        public ValueTask<string?> AfterWriteAsync(ImmutableArray<FileDiff> written, CancellationToken cancellationToken) => ValueTask.FromResult<string?>(null);

        public ValueTask<TestSelection> AffectedTestsAsync(CancellationToken cancellationToken) => ValueTask.FromResult(new TestSelection([], "", IsKnown: false));

        public ValueTask<ImmutableArray<FoundSymbol>> FindSymbolsAsync(string query, int most, CancellationToken cancellationToken) => ValueTask.FromResult(symbols.ToImmutableArray());

        public ValueTask<string?> ProblemsAsync(CancellationToken cancellationToken) => ValueTask.FromResult(this.Problems);

        public ValueTask BuffersChangedAsync(IReadOnlyDictionary<WorkspacePath, string?> texts, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
