using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FindSymbols;

namespace EditorAgent.CodeIntelligence.Roslyn.Edits;

/// <summary>What a rename would break: errors that were not there, and names that would come to mean something else without any error.</summary>
/// <param name="Conflicts">Each a line for the model.</param>
/// <param name="Unchecked">Projects that were not compiled before the deadline.</param>
internal sealed record RenameConflicts(ImmutableArray<string> Conflicts, ImmutableArray<string> Unchecked)
{
    private const int MostTold = 12;

    /// <summary>Warnings that tell of one member hiding another.</summary>
    private static readonly string[] Hiding = ["CS0108", "CS0109", "CS0114"];

    /// <param name="before">The solution as it is.</param>
    /// <param name="after">The solution as it would be.</param>
    /// <param name="symbol">Of <paramref name="before"/>.</param>
    /// <param name="newName">Without <c>@</c>.</param>
    /// <param name="changed">The files that change.</param>
    /// <param name="files">For names.</param>
    /// <param name="deadline">Ends the compiling, not the question.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public static async Task<RenameConflicts> FindAsync(
        Solution before, Solution after, ISymbol symbol, string newName, ImmutableArray<ProposedFile> changed, EffectiveFiles files, CancellationToken deadline, CancellationToken cancellationToken)
    {
        var rebound = await ReboundAsync(before, after, symbol, changed, files, cancellationToken);
        var own = changed.SelectMany(file => before.GetDocumentIdsWithFilePath(file.Path)).Select(id => id.ProjectId).Distinct().ToList();
        var graph = before.GetProjectDependencyGraph();
        var affected = own.Concat(own.SelectMany(graph.GetProjectsThatTransitivelyDependOnThisProject)).Distinct().ToList();
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline, cancellationToken);
        var found = await Task.WhenAll(affected.Select(id => Task.Run(() => NewErrorsAsync(before, after, id, symbol.Name, newName, files, both.Token), cancellationToken)));
        cancellationToken.ThrowIfCancellationRequested();
        var conflicts = rebound.Concat(found.OfType<ImmutableArray<string>>().SelectMany(errors => errors)).Distinct().ToImmutableArray();
        return new RenameConflicts(
            conflicts.Length > MostTold ? [.. conflicts.Take(MostTold), $"and {conflicts.Length - MostTold} more"] : conflicts,
            [.. affected.Where((_, index) => found[index] is null).Select(id => before.GetProject(id)!.Name)]);
    }

    private static async Task<ImmutableArray<string>?> NewErrorsAsync(
        Solution before, Solution after, ProjectId id, string oldName, string newName, EffectiveFiles files, CancellationToken cancellationToken)
    {
        try
        {
            var errors = await ErrorsAsync(after.GetProject(id)!, cancellationToken);
            if (errors.Count == 0)
            {
                return [];
            }

            // Messages name the symbol; under its old name they are those of before.
            var known = (await ErrorsAsync(before.GetProject(id)!, cancellationToken)).GroupBy(error => (error.Id, error.GetMessage(null))).ToDictionary(group => group.Key, group => group.Count());
            var added = ImmutableArray.CreateBuilder<string>();
            foreach (var error in errors)
            {
                var key = (error.Id, error.GetMessage(null));
                var renamed = (error.Id, error.GetMessage(null).Replace(newName, oldName, StringComparison.Ordinal));
                var match = known.GetValueOrDefault(key) > 0 ? key : renamed;
                if (known.GetValueOrDefault(match) is > 0 and var left)
                {
                    known[match] = left - 1;
                    continue;
                }

                added.Add($"{Place(error, files)}{error.Id} {error.GetMessage(null)}");
            }

            return added.ToImmutable();
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private static async Task<List<Diagnostic>> ErrorsAsync(Project project, CancellationToken cancellationToken)
    {
        var compilation = await project.GetCompilationAsync(cancellationToken);
        return compilation is null
            ? []
            : [.. compilation.GetDiagnostics(cancellationToken).Where(one => one.Severity == DiagnosticSeverity.Error || (!one.IsSuppressed && Hiding.Contains(one.Id)))];
    }

    private static string Place(Diagnostic error, EffectiveFiles files) => error.Location.SourceTree is { FilePath: { Length: > 0 } path }
        ? $"{files.NameOf(path)}:{error.Location.GetLineSpan().StartLinePosition.Line + 1} "
        : "";

    private static async Task<ImmutableArray<string>> ReboundAsync(
        Solution before, Solution after, ISymbol symbol, ImmutableArray<ProposedFile> changed, EffectiveFiles files, CancellationToken cancellationToken)
    {
        if (await TwinAsync(before, after, symbol, changed, cancellationToken) is not { } twin)
        {
            return [$"the renamed declaration of {symbol.ToDisplayString()} can no longer be found"];
        }

        var (old, now) = (await CountsAsync(symbol, before, files, cancellationToken), await CountsAsync(twin, after, files, cancellationToken));
        return
        [
            .. old.Keys.Union(now.Keys).Order(StringComparer.Ordinal)
                .Where(place => old.GetValueOrDefault(place) != now.GetValueOrDefault(place))
                .Select(place => $"{place}: {old.GetValueOrDefault(place)} names mean the symbol now, {now.GetValueOrDefault(place)} would afterwards"),
        ];
    }

    private static async Task<ISymbol?> TwinAsync(Solution before, Solution after, ISymbol symbol, ImmutableArray<ProposedFile> changed, CancellationToken cancellationToken)
    {
        var location = symbol.Locations.First(location => location.IsInSource);
        var id = before.GetDocumentId(location.SourceTree);
        if (id is null || after.GetDocument(id) is not { } document)
        {
            return null;
        }

        var shift = changed.FirstOrDefault(file => file.Path == document.FilePath)?.Changes
            .Where(change => change.Start + change.Length <= location.SourceSpan.Start).Sum(change => change.NewText.Length - change.Length) ?? 0;
        var root = await document.GetSyntaxRootAsync(cancellationToken);
        var model = await document.GetSemanticModelAsync(cancellationToken);
        return root?.FindToken(location.SourceSpan.Start + shift).Parent?.AncestorsAndSelf()
            .Select(node => model?.GetDeclaredSymbol(node, cancellationToken))
            .FirstOrDefault(declared => declared is not null);
    }

    private static async Task<Dictionary<string, int>> CountsAsync(ISymbol symbol, Solution solution, EffectiveFiles files, CancellationToken cancellationToken)
    {
        var references = await SymbolFinder.FindReferencesAsync(symbol, solution, cancellationToken);
        return references
            .SelectMany(reference => reference.Locations)
            .Where(location => !location.IsImplicit && location.Document.FilePath is not null)
            .Select(location => (location.Document, location.Document.FilePath, location.Location.SourceSpan))
            .DistinctBy(one => (one.FilePath, one.SourceSpan))
            .GroupBy(one => PlaceOf(one.Document, files), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
    }

    /// <summary>A generator may name its files after what is renamed; they count together.</summary>
    private static string PlaceOf(Document document, EffectiveFiles files) =>
        document is SourceGeneratedDocument ? $"what is generated in {document.Project.Name}" : files.NameOf(document.FilePath!);
}
