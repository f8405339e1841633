using System.Collections.Immutable;
using System.Text;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;
using EditorAgent.Core.Workspaces.Buffers;

namespace EditorAgent.Host.Composition;

/// <summary>
/// A session's code intelligence, where there is any, that hears of an editor's open documents as long as the session lives; and what has
/// to be said of a change that only the editor has.
/// </summary>
internal sealed class BufferedCode : ICodeIntelligence
{
    private readonly ICodeIntelligence? code;
    private readonly Workspace workspace;
    private readonly IWorkspaceFiles disk;
    private readonly OpenBuffers buffers;

    public BufferedCode(ICodeIntelligence? code, Workspace workspace, IWorkspaceFiles disk, OpenBuffers buffers)
    {
        this.code = code;
        this.workspace = workspace;
        this.disk = disk;
        this.buffers = buffers;
        buffers.Changed += this.Announce;
        foreach (var (path, document) in buffers.All)
        {
            this.Announce(path, document.Text);
        }
    }

    public ImmutableArray<ITool> Tools => this.code?.Tools ?? [];

    public void Prepare(IEnumerable<string> absolutePaths) => this.code?.Prepare(absolutePaths);

    public async ValueTask<string?> AfterWriteAsync(ImmutableArray<FileDiff> written, CancellationToken cancellationToken)
    {
        var text = new StringBuilder(this.code is { } engines ? await engines.AfterWriteAsync(written, cancellationToken) : null);
        foreach (var diff in written)
        {
            if (await this.IsUnsavedAsync(diff, cancellationToken))
            {
                text.Append(text.Length > 0 ? "\n" : "").Append($"{diff.Path.Relative} is changed in the user's editor but not saved there: builds and tests still see the old file. Ask the user to save it before you run any.");
            }
        }

        return text.Length > 0 ? text.ToString() : null;
    }

    public ValueTask<TestSelection> AffectedTestsAsync(CancellationToken cancellationToken) =>
        this.code?.AffectedTestsAsync(cancellationToken) ?? ValueTask.FromResult(new TestSelection([], "There is no code intelligence here.", IsKnown: false));

    public ValueTask<ImmutableArray<FoundSymbol>> FindSymbolsAsync(string query, int most, CancellationToken cancellationToken) =>
        this.code?.FindSymbolsAsync(query, most, cancellationToken) ?? ValueTask.FromResult(ImmutableArray<FoundSymbol>.Empty);

    public ValueTask<string?> ProblemsAsync(CancellationToken cancellationToken) =>
        this.code?.ProblemsAsync(cancellationToken) ?? ValueTask.FromResult<string?>(null);

    public ValueTask BuffersChangedAsync(IReadOnlyDictionary<WorkspacePath, string?> texts, CancellationToken cancellationToken) =>
        this.code?.BuffersChangedAsync(texts, cancellationToken) ?? ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        this.buffers.Changed -= this.Announce;
        return this.code?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    private async ValueTask<bool> IsUnsavedAsync(FileDiff diff, CancellationToken cancellationToken)
    {
        if (this.buffers.Find(diff.Path.Absolute) is null || this.workspace.ResolveForReading(diff.Path.Absolute) is not PathResolution.Inside(var path))
        {
            return false;
        }

        try
        {
            return await this.disk.ReadAsync(path, cancellationToken) is not { } saved || TextContent.Decode(saved.Bytes.Span)?.Text != diff.NewText.ReplaceLineEndings("\n");
        }
        catch (WorkspaceFileException)
        {
            return false;
        }
    }

    private void Announce(string path, string? text)
    {
        if (this.code is null || this.workspace.ResolveForReading(path) is not PathResolution.Inside(var inside))
        {
            return;
        }

        // It notes the text and returns; the engines hear of it with their next question.
        _ = this.code.BuffersChangedAsync(ImmutableDictionary<WorkspacePath, string?>.Empty.Add(inside, text), CancellationToken.None).AsTask();
    }
}
