using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Answers;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Symbols;

namespace EditorAgent.CodeIntelligence.Index.Questions;

/// <summary>Shows the source of symbols, found by the index alone; only counts of references ask the loaded solution.</summary>
/// <param name="index">Where to look.</param>
/// <param name="references">Null while nothing is loaded; <c>refs-count</c> then says so.</param>
public sealed class ReadSymbolQuestion(SyntaxIndex index, IReferenceCounts? references)
{
    private const int MostSymbols = 10;
    private const int MostTries = 3;
    private const int MostShown = 50;

    private static readonly string[] Parts = ["source", "doc", "members", "base", "refs-count"];

    public async Task<CodeAnswer> AnswerAsync(ReadSymbolQuery query, Coverage coverage, CancellationToken cancellationToken)
    {
        if (query.Symbols.IsDefaultOrEmpty || query.Symbols.Length > MostSymbols)
        {
            return CodeAnswer.Failed(CodeError.SymbolNotFound, $"give 1 to {MostSymbols} symbols");
        }

        var with = query.With.IsDefault ? [] : query.With;
        if (with.FirstOrDefault(part => !Parts.Contains(part)) is { } unknown)
        {
            return CodeAnswer.Failed(CodeError.Unsupported, $"with cannot be '{unknown}'; it is any of {string.Join(", ", Parts)}");
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await this.TryAsync(await index.CurrentAsync(cancellationToken), query, with, coverage, cancellationToken);
            }
            catch (StaleFileException stale)
            {
                if (attempt == MostTries)
                {
                    return CodeAnswer.Failed(CodeError.Failed, $"{stale.Message}, {MostTries} times; ask again");
                }
            }
        }
    }

    private async Task<CodeAnswer> TryAsync(IndexSnapshot snapshot, ReadSymbolQuery query, ImmutableArray<string> with, Coverage coverage, CancellationToken cancellationToken)
    {
        var (shown, notes) = (new List<ShownSymbol>(), new List<string>());
        CodeAnswer? firstFailure = null;
        foreach (var text in query.Symbols)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var failure = Find(snapshot, text, shown, notes);
            if (failure is not null)
            {
                firstFailure ??= failure;
                notes.Add(failure.Text);
            }
        }

        if (shown.Count == 0)
        {
            return firstFailure is { Error: { } error } ? new CodeAnswer(string.Join('\n', notes)) { Error = error } : CodeAnswer.Failed(CodeError.SymbolNotFound, string.Join('\n', notes));
        }

        if (shown.Count > MostShown)
        {
            notes.Add($"{shown.Count - MostShown} further declarations are left out; name fewer symbols");
            shown.RemoveRange(MostShown, shown.Count - MostShown);
        }

        if (with.Contains("refs-count"))
        {
            await this.CountAsync(shown, notes, cancellationToken);
        }

        return new SourceAnswer(snapshot, query.Budget, with).Of([.. shown], coverage, notes);
    }

    private async Task CountAsync(List<ShownSymbol> shown, List<string> notes, CancellationToken cancellationToken)
    {
        var unknown = 0;
        for (var index = 0; index < shown.Count; index++)
        {
            var (file, declaration) = shown[index].Located;
            var counts = references is null ? null : await references.CountAsync(file.Path, declaration.NameLine, declaration.FullName, cancellationToken);
            unknown += counts is null ? 1 : 0;
            shown[index] = shown[index] with { Counts = counts };
        }

        if (unknown > 0)
        {
            notes.Add(references is null ? "refs-count needs the loaded solution" : $"refs-count: {unknown} of {shown.Count} are in nothing that is loaded");
        }
    }

    /// <returns>Null when something was added.</returns>
    private static CodeAnswer? Find(IndexSnapshot snapshot, string text, List<ShownSymbol> shown, List<string> notes)
    {
        var address = SymbolAddress.Parse(text);
        if (address is SymbolAddress.StackTrace trace)
        {
            return Frames(snapshot, trace, shown, notes);
        }

        switch (IndexResolver.Resolve(snapshot, address))
        {
            case Resolution.Found found:
                Add(shown, found.Declarations);
                return null;
            case Resolution.Ambiguous ambiguous:
                return CodeAnswer.Failed(CodeError.AmbiguousSymbol, Candidates(snapshot, text, ambiguous.Candidates));
            case Resolution.NotFound missing:
                return CodeAnswer.Failed(CodeError.SymbolNotFound, missing.Message);
            default:
                return CodeAnswer.Failed(CodeError.SymbolNotFound, text);
        }
    }

    private static CodeAnswer? Frames(IndexSnapshot snapshot, SymbolAddress.StackTrace trace, List<ShownSymbol> shown, List<string> notes)
    {
        var before = shown.Count;
        foreach (var frame in trace.Frames)
        {
            switch (IndexResolver.Frame(snapshot, frame))
            {
                case Resolution.Found found:
                    foreach (var located in found.Declarations.Where(located => !shown.Any(other => ReferenceEquals(other.Located.Declaration, located.Declaration))))
                    {
                        shown.Add(new ShownSymbol(located)
                        {
                            Mark = $"frame {trace.Frames.IndexOf(frame) + 1}{(frame.Within is null ? "" : $", in {frame.Within}")}",
                            Marked = frame.Line is { } line && line >= located.Declaration.FirstLine && line <= located.Declaration.LastLine ? [line] : [],
                        });
                    }

                    break;
                case Resolution.Ambiguous ambiguous:
                    notes.Add($"{CodeError.AmbiguousSymbol}: {Candidates(snapshot, frame.Text, ambiguous.Candidates)}");
                    break;
            }
        }

        var foreign = trace.Frames.Length - (shown.Count - before);
        if (shown.Count > before && foreign > 0)
        {
            notes.Add($"{foreign} of {trace.Frames.Length} frames are not shown: outside of this workspace, or the same method again");
        }

        return shown.Count > before ? null : CodeAnswer.Failed(CodeError.SymbolNotFound, "no frame of the stack trace is in this workspace");
    }

    private static void Add(List<ShownSymbol> shown, ImmutableArray<Located> declarations)
    {
        var isPartial = declarations.Length > 1 && declarations.Select(located => located.Declaration.FullName).Distinct(StringComparer.Ordinal).Count() == 1;
        shown.AddRange(declarations.Select((located, number) => new ShownSymbol(located)
        {
            Mark = declarations.Length == 1 ? null : $"{(isPartial ? "part" : "overload")} {number + 1} of {declarations.Length}",
        }));
    }

    private static string Candidates(IndexSnapshot snapshot, string text, ImmutableArray<Located> candidates)
    {
        const int most = 20;
        var lines = candidates.Take(most).Select(candidate => $"  {KindNames.Of(candidate.Declaration.Kind)} {candidate.Declaration.FullName}  {IndexAnswer.Place(snapshot, candidate)}");
        return $"'{text.Trim()}' can mean {candidates.Length} declarations. Use a full name or path:line:\n{string.Join('\n', lines)}{(candidates.Length > most ? $"\n  and {candidates.Length - most} more" : "")}";
    }
}
