using System.Collections.Immutable;
using System.Text;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Tools;
using EditorAgent.CodeIntelligence.Workers;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Trust;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.CodeIntelligence;

/// <summary>
/// The code intelligence of one session. Nothing is started before somebody needs it; the engines belong to the workspace and are shared by the
/// sessions that work there.
/// </summary>
public sealed class WorkspaceCode : ICodeIntelligence
{
    private const int DeltaMilliseconds = 2_000;
    private const int TestsBudget = 6_000;

    /// <summary>Of a text that nobody reads here.</summary>
    private const int SymbolsBudget = 1_000;

    private const int ProblemsBudget = 12_000;

    private const string FindSymbol = "find_symbol";

    /// <summary>What an edit waits for a solution that is just being loaded; after that the model is told that it is not known yet.</summary>
    private static readonly TimeSpan PatienceOfAnEdit = TimeSpan.FromSeconds(5);

    private readonly CodeParts parts;
    private readonly CSharpWorker? csharp;
    private readonly IServedEngines? servers;
    private readonly BufferSync buffers;
    private readonly CodeEngines engines;
    private readonly CancellationTokenSource life = new();
    private readonly Lock gate = new();
    private Task? preparing;
    private bool isClosed;

    public WorkspaceCode(CodeParts parts)
    {
        this.parts = parts;
        this.csharp = parts.CSharp?.Engine;
        this.servers = parts.Servers?.Engine;
        this.buffers = new BufferSync(parts.Workspace, parts.Files is DiskWorkspaceFiles ? null : parts.Files, parts.Ledger);
        this.engines = new CodeEngines(this.csharp, this.servers, parts.Trust, this.buffers);
        if (this.csharp is not null)
        {
            this.csharp.Restarted += this.ForgetBuffers;
        }

        var context = new CodeToolContext(parts.Workspace, parts.Files, parts.Ledger, parts.Withheld, this.engines);
        this.Tools = CodeToolSet.Create(context, parts.Trust, parts.Languages);
    }

    public ImmutableArray<ITool> Tools { get; }

    /// <summary>Whether <see cref="AffectedTestsAsync"/> can ever know.</summary>
    public bool KnowsTests => this.csharp is not null;

    public void Prepare(IEnumerable<string> absolutePaths)
    {
        if (this.csharp is null || !absolutePaths.Any(CSharpSources.Is))
        {
            return;
        }

        lock (this.gate)
        {
            if (!this.isClosed)
            {
                this.preparing ??= Task.Run(() => this.PrepareAsync(this.csharp), CancellationToken.None);
            }
        }
    }

    public async ValueTask<string?> AfterWriteAsync(ImmutableArray<FileDiff> written, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var files = written.Select(diff => new WrittenFile(diff.Path.Absolute, diff.OldText, diff.NewText)).ToList();
        foreach (var file in files)
        {
            this.buffers.Wrote(file.Path, file.OldText);
        }

        if (this.csharp is not null && files.Any(file => CSharpSources.Is(file.Path)))
        {
            text.Append(await this.DeltaOfCSharpAsync(this.csharp, [.. files.Where(file => CSharpSources.Is(file.Path))], cancellationToken));
        }

        foreach (var engine in this.servers?.RunningFor(files.Select(file => file.Path)) ?? [])
        {
            text.Append(await this.AskDeltaAsync(engine, [.. files], cancellationToken));
        }

        return text.Length > 0 ? text.ToString() : null;
    }

    public async ValueTask<TestSelection> AffectedTestsAsync(CancellationToken cancellationToken)
    {
        if (this.csharp is null)
        {
            return new TestSelection([], "There is no C# here.", IsKnown: false);
        }

        if (await this.parts.Trust.CheckAsync(cancellationToken) is not TrustCheck.Trusted(var trusted) || !await this.csharp.LoadsUnaskedAsync(cancellationToken))
        {
            return new TestSelection([], $"{CodeError.Untrusted}: which tests are affected needs the loaded solution.", IsKnown: false);
        }

        if (await this.csharp.LoadAsync(trusted, this.parts.Trust, new Progress<string>(), cancellationToken) is { } failure)
        {
            return new TestSelection([], failure.Text, IsKnown: false);
        }

        await this.buffers.SendAsync(this.csharp, cancellationToken);
        var answer = await this.csharp.FindTestsAsync(new FindTestsQuery([], TestsBudget), cancellationToken);
        return new TestSelection([.. answer.Tests.Select(test => new SelectedTest(test.FullName, test.Project))], answer.Text, answer.Error is null);
    }

    public async ValueTask<ImmutableArray<FoundSymbol>> FindSymbolsAsync(string query, int most, CancellationToken cancellationToken)
    {
        if (this.csharp is null || string.IsNullOrWhiteSpace(query))
        {
            return [];
        }

        await this.buffers.SendAsync(this.csharp, cancellationToken);
        var answer = await this.csharp.FindSymbolAsync(new FindSymbolQuery(query, null, null, HasBody: false, most, SymbolsBudget), cancellationToken);
        return [.. answer.Places
            .Where(place => place.Name is not null && this.parts.Withheld?.HidesName(FindSymbol, place.Path) != true)
            .Select(place => new FoundSymbol(place.Name!, place.Path, place.Line))];
    }

    public async ValueTask<string?> ProblemsAsync(CancellationToken cancellationToken)
    {
        if (await this.parts.Trust.CheckAsync(cancellationToken) is not TrustCheck.Trusted(var trusted)
            || await this.engines.RunsUnconfinedAsync(null, cancellationToken)
            || await this.engines.LoadAsync(trusted, null, new Progress<string>(), cancellationToken) is not null)
        {
            return null;
        }

        var answer = await this.engines.AskAsync(
            null, engine => engine.DiagnosticsAsync(new DiagnosticsQuery("solution", "warning", [], HasAnalyzers: false, null, ProblemsBudget), cancellationToken), cancellationToken);
        return answer.Error is null ? answer.Text : null;
    }

    public ValueTask BuffersChangedAsync(IReadOnlyDictionary<WorkspacePath, string?> texts, CancellationToken cancellationToken)
    {
        foreach (var (path, text) in texts)
        {
            this.buffers.Announce(path.Absolute, text);
        }

        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        lock (this.gate)
        {
            this.isClosed = true;
        }

        await this.life.CancelAsync();
        if (this.preparing is { } work)
        {
            await Task.WhenAny(work);
        }

        if (this.csharp is not null)
        {
            this.csharp.Restarted -= this.ForgetBuffers;
        }

        await (this.parts.CSharp?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (this.parts.Servers?.DisposeAsync() ?? ValueTask.CompletedTask);
        this.life.Dispose();
    }

    /// <summary>Nobody waits for it, so nobody is told: the first question finds out by itself.</summary>
    private async Task PrepareAsync(CSharpWorker worker)
    {
        if (await worker.LoadsUnaskedAsync(this.life.Token) && await this.parts.Trust.CheckAsync(this.life.Token) is TrustCheck.Trusted(var trusted))
        {
            await worker.LoadAsync(trusted, this.parts.Trust, new Progress<string>(), this.life.Token);
        }
    }

    private async Task<string> DeltaOfCSharpAsync(CSharpWorker worker, ImmutableArray<WrittenFile> files, CancellationToken cancellationToken)
    {
        if (!await worker.LoadsUnaskedAsync(cancellationToken) || await this.parts.Trust.CheckAsync(cancellationToken) is not TrustCheck.Trusted(var trusted))
        {
            return "";
        }

        if (!worker.IsLoaded)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(PatienceOfAnEdit);
            try
            {
                if (await worker.LoadAsync(trusted, this.parts.Trust, new Progress<string>(), patience.Token) is { } failure)
                {
                    return $"diagnostics: not known ({failure.Text})\n";
                }
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return $"diagnostics: not known yet, the solution is being loaded ({worker.Progress}); ask for diagnostics later\n";
            }
        }

        return await this.AskDeltaAsync(worker, files, cancellationToken);
    }

    private async Task<string> AskDeltaAsync(ICodeEngine engine, ImmutableArray<WrittenFile> files, CancellationToken cancellationToken)
    {
        await this.buffers.SendAsync(engine, cancellationToken);
        var answer = await engine.DeltaAsync(new DeltaQuery(files, DeltaMilliseconds), cancellationToken);
        return answer.Error switch
        {
            null => answer.Text.EndsWith('\n') ? answer.Text : answer.Text + "\n",
            CodeError.Unsupported => "",
            _ => $"diagnostics: not known ({answer.Text})\n",
        };
    }

    private void ForgetBuffers() => this.buffers.Forget(this.csharp!);
}
