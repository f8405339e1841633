using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;
using EditorAgent.Protocol.Extensions;

namespace EditorAgent.Host.AgentClientProtocol.Mentions;

/// <summary>C# declarations by name, from the index. Nothing is loaded; an index that is not ready in time is left out.</summary>
internal static class SymbolMentions
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static async Task<FoundMentions> FindAsync(
        ICodeIntelligence code, Workspace workspace, FileMentions files, string query, int most, TimeProvider time, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            var symbols = await code.FindSymbolsAsync(query, most, either.Token);
            return new FoundMentions(
                [.. symbols.Where(symbol => files.MayBeNamed(symbol.Path)).Select((symbol, rank) => new ScoredMention(ScoreOf(symbol, query, rank), MentionOf(symbol, workspace)))],
                symbols.Length >= most);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new FoundMentions([], IsPartial: true);
        }
    }

    /// <summary>The index has its own idea of what fits, so its order is kept and only placed among the other kinds.</summary>
    private static int ScoreOf(FoundSymbol symbol, string query, int rank) => (FuzzyMatch.Score(NameOf(symbol), query) ?? 0) - rank;

    private static Mention MentionOf(FoundSymbol symbol, Workspace workspace)
    {
        var full = symbol.Name[(symbol.Name.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        return new Mention
        {
            Kind = MentionKind.Symbol,
            Label = CanonicalText.Line(NameOf(symbol)).Text,
            Detail = CanonicalText.Line($"{symbol.Name}  {workspace.NameOf(symbol.Path)}:{symbol.Line}").Text,
            Uri = FileAddress.Of(symbol.Path, symbol.Line),
            Line = symbol.Line,
            Insert = "@" + full,
        };
    }

    /// <summary>Without its kind, and what it stands in; parameters belong to it.</summary>
    private static string NameOf(FoundSymbol symbol)
    {
        var open = symbol.Name.AsSpan().IndexOfAny('(', '<');
        var end = open < 0 ? symbol.Name.Length : open;
        return symbol.Name[(symbol.Name.AsSpan(0, end).LastIndexOfAny(' ', '.') + 1)..];
    }
}
