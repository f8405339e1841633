using System.Collections.Immutable;
using System.Text;
using EditorAgent.CodeIntelligence.Answers;
using EditorAgent.CodeIntelligence.Contract;

namespace EditorAgent.CodeIntelligence.Index.Questions;

/// <summary>Shows declarations: a head with file, token and signature, then what was asked for.</summary>
/// <param name="snapshot">Where they come from.</param>
/// <param name="budget">Most characters.</param>
/// <param name="with">What to show; empty is the source.</param>
internal sealed class SourceAnswer(IndexSnapshot snapshot, int budget, IReadOnlyCollection<string> with)
{
    private const int Indent = 2;
    private const int FewestLines = 5;

    private readonly List<SeenVersion> seen = [];

    /// <exception cref="StaleFileException">A file is no longer what was indexed.</exception>
    public CodeAnswer Of(ImmutableArray<ShownSymbol> symbols, Coverage coverage, IEnumerable<string>? notes = null)
    {
        var items = symbols.Select(symbol => this.Item(symbol, symbols.Length)).ToImmutableArray();
        var fitted = AnswerBudget.Fit(items, budget, "one symbol, or a member of it");
        return new CodeAnswer(IndexAnswer.Text(snapshot, new IndexScope.File(symbols[0].Located.File), coverage, [fitted.Text, fitted.Shortened, .. notes ?? []]))
        {
            Places = [.. symbols.Select(symbol => new CodePlace(symbol.Located.File.Path, symbol.Located.Declaration.NameLine))],
            Seen = [.. this.seen.Distinct()],
        };
    }

    /// <exception cref="StaleFileException">A file is no longer what was indexed.</exception>
    public CodeAnswer Of(ImmutableArray<Located> parts, Coverage coverage) =>
        this.Of([.. parts.Select((part, number) => new ShownSymbol(part) { Mark = parts.Length > 1 ? $"part {number + 1} of {parts.Length}" : null })], coverage);

    private AnswerItem Item(ShownSymbol symbol, int count)
    {
        var declaration = symbol.Located.Declaration;
        var file = IndexSnapshot.Read(symbol.Located.File) ?? throw new StaleFileException(symbol.Located.File.Path);
        this.seen.Add(file.Seen);
        var remarks = string.Concat(((string?[])[symbol.Counts, symbol.Mark is null ? null : $"({symbol.Mark})"]).OfType<string>().Select(text => $"   {text}"));
        var head = $"{file.Header(snapshot.Root)}  {declaration.Signature}{remarks}";
        var hasSource = with.Count == 0 || with.Contains("source");
        var body = new StringBuilder(head);
        if (with.Contains("base"))
        {
            body.Append('\n').Append(Bases(declaration));
        }

        if (!hasSource && with.Contains("doc"))
        {
            Append(body, file.Numbered(declaration.FirstLine, CommentEnd(file, declaration)));
        }

        if (with.Contains("members"))
        {
            Append(body, this.Members(symbol.Located));
        }

        var whole = hasSource ? $"{body}\n{NumberedLines.Of(file, declaration.FirstLine, declaration.LastLine, symbol.Marked, "")}" : body.ToString();
        return new AnswerItem(snapshot.Projects.Of(file.Path)?.Name ?? "(no project)", PathNames.FromRoot(snapshot.Root, file.Path), $"{KindNames.Of(declaration.Kind)} {declaration.FullName}  {IndexAnswer.Place(snapshot, symbol.Located)}")
        {
            Signature = hasSource && whole.Length > budget / count ? this.Shorter(file, symbol, head, budget / count) : body.ToString(),
            Source = whole,
        };
    }

    /// <summary>A type's members, or as many lines of a member as there is room for, its documentation left out first.</summary>
    private string Shorter(ShownFile file, ShownSymbol symbol, string head, int room)
    {
        var declaration = symbol.Located.Declaration;
        if (declaration.IsType && this.Members(symbol.Located) is { Length: > 0 } members)
        {
            return $"{head}\n{members}";
        }

        var result = new StringBuilder(head);
        var focus = symbol.Marked.IsDefaultOrEmpty ? CommentEnd(file, declaration) + 1 : Math.Max(declaration.FirstLine, symbol.Marked[0] - FewestLines);
        var line = focus;
        for (; line <= declaration.LastLine; line++)
        {
            var next = NumberedLines.Of(file, line, line, symbol.Marked, "");
            if (line >= focus + FewestLines && result.Length + next.Length + 60 > room)
            {
                break;
            }

            result.Append('\n').Append(next);
        }

        return line > declaration.LastLine && focus == declaration.FirstLine ? result.ToString() : result.Append($"\n(lines {focus}-{line - 1} of {declaration.FirstLine}-{declaration.LastLine})").ToString();
    }

    private string Members(Located located)
    {
        var lines = located.File.Declarations.Where(member => IsInside(member, located.Declaration) && !member.IsPositional)
            .Select(member => $"{member.NameLine,4}  {new string(' ', Indent * Depth(member, located.Declaration))}{member.Signature}");
        return string.Join('\n', lines);
    }

    private string Bases(Declaration declaration)
    {
        if (!declaration.IsType)
        {
            return "base: what a member overrides or implements needs the loaded solution";
        }

        var types = declaration.Types.Select(written =>
        {
            var name = written.Split('<')[0].Split('.')[^1];
            return snapshot.Named(name).Where(other => other.Declaration.IsType).ToList() is [var only] ? $"{written} ({IndexAnswer.Place(snapshot, only)})" : written;
        });
        return declaration.Types.IsEmpty ? "base: none written" : $"base: {string.Join(", ", types)}";
    }

    private static void Append(StringBuilder result, string text)
    {
        if (text.Length > 0)
        {
            result.Append('\n').Append(text);
        }
    }

    private static int CommentEnd(ShownFile file, Declaration declaration)
    {
        var line = declaration.FirstLine;
        while (line < declaration.NameLine && file.Text.AsSpan(file.Lines.StartOf(line)..file.Lines.StartOf(line + 1)).TrimStart() is ['/', ..] or ['*', ..])
        {
            line++;
        }

        return line - 1;
    }

    private static bool IsInside(Declaration member, Declaration type)
    {
        for (var around = member.Parent; around is not null; around = around.Parent)
        {
            if (ReferenceEquals(around, type))
            {
                return true;
            }
        }

        return false;
    }

    private static int Depth(Declaration member, Declaration type)
    {
        var depth = 0;
        for (var around = member.Parent; around is not null && !ReferenceEquals(around, type); around = around.Parent)
        {
            depth++;
        }

        return depth;
    }
}
