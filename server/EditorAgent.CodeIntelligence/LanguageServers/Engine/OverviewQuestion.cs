using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Answers;
using EditorAgent.CodeIntelligence.Contract;

namespace EditorAgent.CodeIntelligence.LanguageServers.Engine;

/// <summary>A file's outline; of a directory first the number of files, then their outermost declarations.</summary>
internal sealed class OverviewQuestion(EngineTurn turn)
{
    private const int MostOutlined = 100;

    public async Task<CodeAnswer> AnswerAsync(OverviewQuery query)
    {
        var files = turn.Sources.Where(path => turn.IsInScope(path, query.Scope)).ToList();
        if (files.Count == 0)
        {
            return CodeAnswer.Failed(CodeError.SymbolNotFound, $"there is no {turn.Declaration.Name} file in {query.Scope ?? "the workspace"}.");
        }

        var isFile = files.Count == 1 && turn.NameOf(files[0]) == query.Scope?.Replace('\\', '/');
        var depth = Math.Clamp(isFile ? query.Depth + 1 : query.Depth, 1, 3);
        if (depth == 1)
        {
            return new CodeAnswer(Directories(files));
        }

        var items = ImmutableArray.CreateBuilder<AnswerItem>();
        foreach (var path in files.Take(MostOutlined))
        {
            await this.OutlineAsync(path, depth, items);
        }

        if (files.Count > MostOutlined)
        {
            turn.Gaps.Add($"outlines of the first {MostOutlined} of {files.Count} files");
        }

        var fitted = AnswerBudget.Fit(items.ToImmutable(), query.Budget, "scope");
        return new CodeAnswer($"{turn.Declaration.Name}: {files.Count} files\n{fitted.Text}{(fitted.Shortened is { } shortened ? "\n" + shortened : "")}");
    }

    private async Task OutlineAsync(string path, int depth, ImmutableArray<AnswerItem>.Builder items)
    {
        var symbols = await turn.SymbolsAsync(path);
        if (turn.Texts.Read(path) is not { } file)
        {
            return;
        }

        var name = turn.NameOf(path);
        var header = $"{turn.Header(file)}  {file.LineCount} lines";
        var shown = depth == 2 ? symbols.Where(symbol => symbol.Kind is not (SymbolKinds.Constructor)) : SymbolTree.Flatten(symbols).Where(symbol => symbol.Parent is null || SymbolKinds.IsType(symbol.Parent.Kind));
        var any = false;
        foreach (var symbol in shown)
        {
            any = true;
            var indent = new string(' ', 2 + (2 * Depth(symbol)));
            items.Add(new AnswerItem(Directory(name), name, $"{indent}{symbol.Name}")
            {
                Header = header,
                Signature = $"{indent}{SymbolKinds.NameOf(symbol.Kind)} {symbol.Name}  {symbol.FirstLine}-{symbol.LastLine}",
            });
            turn.Places.Add(new CodePlace(path, symbol.Line));
        }

        if (!any)
        {
            items.Add(new AnswerItem(Directory(name), name, "  (no declarations)") { Header = header });
        }
    }

    private string Directories(List<string> files)
    {
        var directories = files.GroupBy(path => Directory(turn.NameOf(path)), StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).ToList();
        var lines = directories.Take(60).Select(group => $"  {group.Key}  {group.Count()} files");
        return $"{turn.Declaration.Name}: {files.Count} files\n{string.Join('\n', lines)}{(directories.Count > 60 ? $"\n  and {directories.Count - 60} more directories; narrow with scope" : "")}";
    }

    private static int Depth(CodeSymbol symbol) => symbol.Parent is { } parent ? Depth(parent) + 1 : 0;

    private static string Directory(string name) => Path.GetDirectoryName(name)?.Replace('\\', '/') is { Length: > 0 } directory ? directory : ".";
}
