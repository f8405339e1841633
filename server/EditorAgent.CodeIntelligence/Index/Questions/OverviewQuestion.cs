using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Answers;
using EditorAgent.CodeIntelligence.Contract;

namespace EditorAgent.CodeIntelligence.Index.Questions;

/// <summary>
/// Shows what there is: projects with their namespaces, or deeper their types and members; a file's outline. Depth counts from the scope:
/// in a project 1 is its types, in the workspace its projects.
/// </summary>
public sealed class OverviewQuestion(SyntaxIndex index)
{
    private const int Deepest = 3;

    public async Task<CodeAnswer> AnswerAsync(OverviewQuery query, Coverage coverage, CancellationToken cancellationToken)
    {
        var snapshot = await index.CurrentAsync(cancellationToken);
        return await Task.Run(() => Answer(snapshot, query, coverage), cancellationToken);
    }

    private static CodeAnswer Answer(IndexSnapshot snapshot, OverviewQuery query, Coverage coverage)
    {
        var depth = Math.Clamp(query.Depth, 1, Deepest);
        switch (IndexScope.Resolve(snapshot, query.Scope))
        {
            case IndexScope.Unknown unknown:
                return CodeAnswer.Failed(CodeError.SymbolNotFound, unknown.Message);
            case IndexScope.File file:
                return FileOutline.Of(snapshot, file, query.Budget, coverage);
            case IndexScope.Everything everything:
                return Rows(snapshot, everything, depth, query.Budget, coverage);
            case var part:
                return Rows(snapshot, part, depth + 1, query.Budget, coverage);
        }
    }

    private static CodeAnswer Rows(IndexSnapshot snapshot, IndexScope scope, int level, int budget, Coverage coverage)
    {
        var contents = ProjectContents.Of(snapshot, scope);
        var files = contents.Sum(content => content.Files.Length);
        var items = level > 2
            ? [.. contents.SelectMany(content => TypeRows.Of(snapshot, content, hasMembers: level > 3))]
            : contents.Select(content => ProjectRow.Of(snapshot, content, contents, hasTypes: level == 2)).ToImmutableArray();
        var fitted = AnswerBudget.Fit(items, budget, scope is IndexScope.Everything ? "a smaller depth, or scope=<project, directory or file>" : "a smaller depth or scope");
        return new CodeAnswer(IndexAnswer.Text(snapshot, scope, coverage, Title(snapshot, scope, contents, files), fitted.Text, fitted.Shortened))
        {
            Places = scope is IndexScope.Everything ? [] : [.. contents.SelectMany(content => content.Files).Take(20).Select(file => new CodePlace(file.Path, 1))],
        };
    }

    private static string Title(IndexSnapshot snapshot, IndexScope scope, ImmutableArray<ProjectContents> contents, int files)
    {
        var projects = contents.Count(content => content.View is not null);
        return scope switch
        {
            IndexScope.Project project => $"{PathNames.FromRoot(snapshot.Root, project.View.Path)}  {files} files",
            IndexScope.Directory directory => $"{PathNames.FromRoot(snapshot.Root, Path.TrimEndingDirectorySeparator(directory.Prefix))}/  {files} files",
            _ => $"{(snapshot.Projects.Solution is { } solution ? PathNames.FromRoot(snapshot.Root, solution) : Path.GetFileName(snapshot.Root) + "/")}  {projects} projects, {files} files",
        };
    }
}
