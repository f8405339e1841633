using System.Collections.Immutable;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;
using EditorAgent.Core.Workspaces.Buffers;

namespace EditorAgent.Host.Composition;

/// <summary>Code intelligence that hears of an editor's open documents, those of its own workspace, as long as its session lives.</summary>
internal sealed class BufferedCode : ICodeIntelligence
{
    private readonly ICodeIntelligence code;
    private readonly Workspace workspace;
    private readonly OpenBuffers buffers;

    public BufferedCode(ICodeIntelligence code, Workspace workspace, OpenBuffers buffers)
    {
        this.code = code;
        this.workspace = workspace;
        this.buffers = buffers;
        buffers.Changed += this.Announce;
        foreach (var (path, document) in buffers.All)
        {
            this.Announce(path, document.Text);
        }
    }

    public ImmutableArray<ITool> Tools => this.code.Tools;

    public void Prepare(IEnumerable<string> absolutePaths) => this.code.Prepare(absolutePaths);

    public ValueTask<string?> AfterWriteAsync(ImmutableArray<FileDiff> written, CancellationToken cancellationToken) =>
        this.code.AfterWriteAsync(written, cancellationToken);

    public ValueTask<TestSelection> AffectedTestsAsync(CancellationToken cancellationToken) => this.code.AffectedTestsAsync(cancellationToken);

    public ValueTask BuffersChangedAsync(IReadOnlyDictionary<WorkspacePath, string?> texts, CancellationToken cancellationToken) =>
        this.code.BuffersChangedAsync(texts, cancellationToken);

    public ValueTask DisposeAsync()
    {
        this.buffers.Changed -= this.Announce;
        return this.code.DisposeAsync();
    }

    private void Announce(string path, string? text)
    {
        if (this.workspace.ResolveForReading(path) is not PathResolution.Inside(var inside))
        {
            return;
        }

        // It notes the text and returns; the engines hear of it with their next question.
        _ = this.code.BuffersChangedAsync(ImmutableDictionary<WorkspacePath, string?>.Empty.Add(inside, text), CancellationToken.None).AsTask();
    }
}
