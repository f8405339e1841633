using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Rename;

namespace EditorAgent.CodeIntelligence.Roslyn.Edits;

/// <summary>
/// Works out a rename through all projects, frameworks and linked files, and whether the solution would still build and every name still mean
/// what it meant; nothing is written.
/// </summary>
/// <param name="files">As they count for this question.</param>
/// <param name="time">For the deadline of the check.</param>
public sealed class RenamePlanning(EffectiveFiles files, TimeProvider time)
{
    /// <summary>What has not been compiled by then is told; the sidecar gives a question 10 s.</summary>
    private static readonly TimeSpan CheckDeadline = TimeSpan.FromSeconds(7);

    public async Task<EditProposal> PlanAsync(RenameQuery query, CodeSnapshot snapshot, CancellationToken cancellationToken)
    {
        if (InvalidName(query.NewName) is { } invalid)
        {
            return Refused(CodeAnswer.Failed(CodeError.Failed, invalid));
        }

        var (target, refusal) = await RenameTarget.FindAsync(query.Symbol, snapshot, cancellationToken);
        if (target is null)
        {
            return Refused(refusal!);
        }

        var name = query.NewName.TrimStart('@');
        if (target.Symbol.Name == name)
        {
            return Refused(CodeAnswer.Failed(CodeError.Failed, $"{target.Symbol.ToDisplayString()} is called {name} already"));
        }

        using var deadline = new CancellationTokenSource(CheckDeadline, time);
        var renamed = await RenamedAsync(query, target, snapshot.Solution, cancellationToken);
        var merge = await MergedDocuments.OfAsync(snapshot.Solution, renamed, files, cancellationToken);
        if (merge.Refusal is { } obstacle)
        {
            return Refused(obstacle);
        }

        var check = await RenameConflicts.FindAsync(snapshot.Solution, merge.Solution, target.Symbol, name, merge.Files, files, deadline.Token, cancellationToken);
        if (!check.Conflicts.IsEmpty)
        {
            return Refused(CodeAnswer.Failed(
                CodeError.Conflict,
                $"renaming {target.Symbol.ToDisplayString()} to {name} would break the code; nothing was changed\n{string.Join('\n', check.Conflicts)}"));
        }

        var left = await LeftMentions.CountAsync(snapshot.Solution, target.Symbol.Name, cancellationToken);
        return new EditProposal(Summary(query, target, merge, left, check, this.FileNamedLike(target.Symbol))) { Files = merge.Files };
    }

    private static string? InvalidName(string name)
    {
        var bare = name.StartsWith('@') ? name[1..] : name;
        if (!SyntaxFacts.IsValidIdentifier(bare))
        {
            return $"'{name}' is no C# identifier; new_name is a single name without namespace, type or parameters";
        }

        return !name.StartsWith('@') && SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None ? $"{name} is a keyword of C#; write @{name} if that is meant" : null;
    }

    /// <summary>What another leg declares on lines of its own keeps its name until that leg is asked.</summary>
    private static async Task<Solution> RenamedAsync(RenameQuery query, RenameTarget target, Solution solution, CancellationToken cancellationToken)
    {
        var renamed = await RenamedAsync(query, target.Symbols, solution, cancellationToken);
        foreach (var project in LegsOf(target, solution, cancellationToken))
        {
            var compilation = await renamed.GetProject(project.Id)!.GetCompilationAsync(cancellationToken);
            var left = target.Keys
                .SelectMany(key => DocumentationCommentId.GetSymbolsForDeclarationId(key, compilation!).Where(symbol => RenameTarget.KeyOf(symbol) == key))
                .Where(symbol => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, compilation!.Assembly)).ToImmutableArray();
            renamed = left.IsEmpty ? renamed : await RenamedAsync(query, left, renamed, cancellationToken);
        }

        return renamed;
    }

    /// <summary>Those of the same project, and those of others that compile a file with the declaration.</summary>
    private static IEnumerable<Project> LegsOf(RenameTarget target, Solution solution, CancellationToken cancellationToken)
    {
        var project = solution.GetProject(target.Symbol.ContainingAssembly, cancellationToken)?.FilePath;
        var files = target.Symbols.SelectMany(symbol => symbol.Locations).Where(location => location.IsInSource).Select(location => location.SourceTree!.FilePath);
        var compiling = files.Distinct(StringComparer.Ordinal).SelectMany(path => solution.GetDocumentIdsWithFilePath(path)).Select(id => id.ProjectId).ToHashSet();
        return solution.Projects.Where(leg => compiling.Contains(leg.Id) || (leg.FilePath is { } path && path == project));
    }

    private static async Task<Solution> RenamedAsync(RenameQuery query, ImmutableArray<ISymbol> symbols, Solution solution, CancellationToken cancellationToken)
    {
        var options = new SymbolRenameOptions(
            RenameOverloads: symbols.Length > 1, RenameInStrings: query.InStrings, RenameInComments: query.InComments, RenameFile: false);
        try
        {
            return await Renamer.RenameSymbolAsync(solution, symbols[0], options, query.NewName, cancellationToken);
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidOperationException or NullReferenceException)
        {
            return await PlainRename.RunAsync(solution, symbols, query, cancellationToken);
        }
    }

    private static string Summary(RenameQuery query, RenameTarget target, MergedDocuments merge, LeftMentions left, RenameConflicts check, string? file)
    {
        var edits = merge.Files.Sum(one => one.Changes.Length);
        var parts = ImmutableArray.CreateBuilder<string>();
        parts.Add($"{edits} edit{(edits == 1 ? "" : "s")} in {merge.Files.Length} file{(merge.Files.Length == 1 ? "" : "s")}, 0 conflicts");
        parts.Add($"comments {left.Comments}{(query.InComments || left.Comments == 0 ? "" : " (not changed)")}, strings {left.Strings}{(query.InStrings || left.Strings == 0 ? "" : " (not changed)")}");
        if (target.Symbols.Length > 1)
        {
            parts.Add($"all {target.Symbols.Length} overloads");
        }

        if (file is not null)
        {
            parts.Add($"{file} keeps its name");
        }

        if (target.Remark is { } remark)
        {
            parts.Add(remark);
        }

        if (!check.Unchecked.IsEmpty)
        {
            parts.Add($"not compiled in time: {string.Join(", ", check.Unchecked)}");
        }

        return string.Join("; ", parts);
    }

    private string? FileNamedLike(ISymbol symbol) => symbol is not INamedTypeSymbol
        ? null
        : symbol.Locations.Where(location => location.IsInSource).Select(location => location.SourceTree!.FilePath)
            .Where(path => Path.GetFileName(path).Split('.')[0] == symbol.Name).Select(files.NameOf).MinBy(name => name.Length);

    private static EditProposal Refused(CodeAnswer refusal) => new("") { Refusal = refusal };
}
