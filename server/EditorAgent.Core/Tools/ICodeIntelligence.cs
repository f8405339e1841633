using System.Collections.Immutable;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Tools;

/// <summary>
/// What the house asks of the workspace's code intelligence, beside the tools that it gives the model. Made with the session, started with the
/// first need. Nothing here throws but for cancellation: what is not known is not told.
/// </summary>
public interface ICodeIntelligence : IAsyncDisposable
{
    /// <summary>The tools whose engines exist here, in a stable order.</summary>
    ImmutableArray<ITool> Tools { get; }

    /// <summary>The agent has to do with these files: what the next question needs is prepared in the background. Returns at once.</summary>
    void Prepare(IEnumerable<string> absolutePaths);

    /// <summary>What the compiler says of files that a tool has just written, to stand at the end of its result; null when nothing is to be said.</summary>
    ValueTask<string?> AfterWriteAsync(ImmutableArray<FileDiff> written, CancellationToken cancellationToken);

    /// <summary>The tests that reach what has changed since the session began.</summary>
    ValueTask<TestSelection> AffectedTestsAsync(CancellationToken cancellationToken);

    /// <summary>Declarations whose names fit, best first, without those that rules withhold. Asks what is there without a loaded solution; never loads one.</summary>
    ValueTask<ImmutableArray<FoundSymbol>> FindSymbolsAsync(string query, int most, CancellationToken cancellationToken);

    /// <summary>
    /// What the compilers say of the whole workspace, as finished text; null where nothing is known. Loads what it needs, once the workspace
    /// is trusted and as far as that may run unasked.
    /// </summary>
    ValueTask<string?> ProblemsAsync(CancellationToken cancellationToken) => ValueTask.FromResult<string?>(null);

    /// <summary>An editor's buffers that were opened, changed or (text null) closed; they win over the disk.</summary>
    ValueTask BuffersChangedAsync(IReadOnlyDictionary<WorkspacePath, string?> texts, CancellationToken cancellationToken);
}
