using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EditorAgent.CodeIntelligence.Roslyn.Edits;

/// <summary>
/// Tells which diagnostics came and went when files were written. The files themselves are looked at first; other files only when they can see
/// what changed, and what is not known by the deadline is named as pending. One object serves a workspace: it keeps what it has found, which is
/// the baseline of the next edit. Safe to use from several threads.
/// </summary>
/// <param name="time">For deadlines.</param>
public sealed class DiagnosticsDelta(TimeProvider time)
{
    private readonly DiagnosticBaselines baselines = new();

    /// <param name="query">What was written.</param>
    /// <param name="snapshot">The workspace after the writes.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public async Task<CodeAnswer> AnswerAsync(DeltaQuery query, CodeSnapshot snapshot, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMilliseconds(Math.Max(0, query.DeadlineMilliseconds)), time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        ImmutableArray<WrittenFile> files =
        [
            .. query.Files.Where(file => file.Path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase))
                .Select(file => file with { OldText = file.OldText is null ? null : TextReplacement.Normalized(file.OldText) }),
        ];
        if (files.IsEmpty)
        {
            return new CodeAnswer($"diagnostics: no C# file was written\n{snapshot.Coverage}");
        }

        var before = new Lazy<Solution>(() => DeltaSolutions.Before(snapshot.Solution, files));
        var report = new DeltaReport(snapshot);
        var edited = new HashSet<string>(files.Select(file => file.Path), StringComparer.Ordinal);
        await Task.WhenAll(files.Select(file => Task.Run(() => this.EditedAsync(file, snapshot, before, report, both.Token), cancellationToken)));
        cancellationToken.ThrowIfCancellationRequested();
        await this.DependantsAsync(files, edited, snapshot, before, report, both.Token);
        cancellationToken.ThrowIfCancellationRequested();
        return report.ToAnswer();
    }

    /// <summary>Finds ahead what is reported in files that will probably be edited, so that their first delta is as quick as the next.</summary>
    public async Task PrepareAsync(CodeSnapshot snapshot, ImmutableArray<string> paths, CancellationToken cancellationToken)
    {
        foreach (var document in paths.SelectMany(path => DeltaReport.DocumentsOf(snapshot, path)))
        {
            await this.baselines.RefreshAsync(document, cancellationToken);
        }
    }

    private async Task EditedAsync(WrittenFile file, CodeSnapshot snapshot, Lazy<Solution> before, DeltaReport report, CancellationToken cancellationToken)
    {
        try
        {
            var documents = DeltaReport.DocumentsOf(snapshot, file.Path);
            if (documents.IsEmpty && file.NewText is { } text)
            {
                report.AddSyntaxOnly(
                    file.Path,
                    DiagnosticComparison.Of(FoundDiagnostic.InSyntax(file.Path, file.OldText ?? "", cancellationToken), FoundDiagnostic.InSyntax(file.Path, text, cancellationToken)));
                return;
            }

            foreach (var document in documents)
            {
                var old = file.OldText is null ? Task.FromResult(ImmutableArray<FoundDiagnostic>.Empty) : Task.Run(() => this.BaselineAsync(file, document, before, cancellationToken), cancellationToken);
                var now = await this.baselines.RefreshAsync(document, cancellationToken);
                report.Add(document, DiagnosticComparison.Of(await old, now));
            }
        }
        catch (OperationCanceledException)
        {
            report.AddPending(file.Path);
        }
    }

    private async Task<ImmutableArray<FoundDiagnostic>> BaselineAsync(WrittenFile file, Document document, Lazy<Solution> before, CancellationToken cancellationToken)
    {
        var known = await this.baselines.FindAsync(document.Id, file.OldText!, document.Project, cancellationToken);
        return known ?? await FoundDiagnostic.InAsync(before.Value.GetDocument(document.Id)!, cancellationToken);
    }

    private async Task DependantsAsync(
        ImmutableArray<WrittenFile> files, HashSet<string> edited, CodeSnapshot snapshot, Lazy<Solution> before, DeltaReport report, CancellationToken cancellationToken)
    {
        var concerned = new Dictionary<ProjectId, List<SignatureChange>>();
        var graph = snapshot.Solution.GetProjectDependencyGraph();
        foreach (var file in files)
        {
            var owners = snapshot.Solution.GetDocumentIdsWithFilePath(file.Path).Concat(before.Value.GetDocumentIdsWithFilePath(file.Path)).Select(id => id.ProjectId).Distinct();
            foreach (var owner in owners.Where(owner => snapshot.Solution.GetProject(owner)?.ParseOptions is CSharpParseOptions))
            {
                var change = SignatureChange.Between(file.OldText, file.NewText, (CSharpParseOptions)snapshot.Solution.GetProject(owner)!.ParseOptions!, CancellationToken.None);
                if (change.IsNone)
                {
                    continue;
                }

                Concern(owner, change);
                foreach (var dependant in graph.GetProjectsThatDirectlyDependOnThisProject(owner))
                {
                    Concern(dependant, change with { IsEverywhere = false });
                }
            }
        }

        var projects = concerned.Where(entry => snapshot.IsWhole(entry.Key)).Select(entry => (Project: snapshot.Solution.GetProject(entry.Key)!, Changes: entry.Value)).ToList();
        await Task.WhenAll(projects.Select(entry => Task.Run(() => this.ProjectAsync(entry.Project, entry.Changes, edited, before, report, cancellationToken), CancellationToken.None)));

        void Concern(ProjectId project, SignatureChange change)
        {
            if (!concerned.TryGetValue(project, out var list))
            {
                concerned.Add(project, list = []);
            }

            list.Add(change);
        }
    }

    private async Task ProjectAsync(
        Project project, List<SignatureChange> changes, HashSet<string> edited, Lazy<Solution> before, DeltaReport report, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var document in project.Documents.Where(document => document.FilePath is not null && !edited.Contains(document.FilePath)))
            {
                var text = (await document.GetTextAsync(cancellationToken)).ToString();
                if (!changes.Any(change => change.Concerns(text)))
                {
                    continue;
                }

                var last = this.baselines.Last(document.Id);
                var now = await this.baselines.RefreshAsync(document, cancellationToken);
                var old = last ?? (now.IsEmpty ? [] : await FoundDiagnostic.InAsync(before.Value.GetDocument(document.Id)!, cancellationToken));
                report.Add(document, DiagnosticComparison.Of(old, now));
            }
        }
        catch (OperationCanceledException)
        {
            report.AddPendingProject(project.Name);
        }
    }
}
