using EditorAgent.Core.Agent.Attachments;
using EditorAgent.Protocol.Extensions;

namespace EditorAgent.Host.AgentClientProtocol.Mentions;

/// <summary>What is said of the whole workspace and has no file: a link to it in a prompt is looked up when the prompt is sent.</summary>
internal static class WorkspaceMentions
{
    private const string ChangesAddress = "editoragent:changes";
    private const string ProblemsAddress = "editoragent:problems";

    private static readonly Mention Changes = new() { Kind = MentionKind.Resource, Label = "changes", Detail = "what git sees changed since the last commit", Uri = ChangesAddress, Insert = "@changes" };
    private static readonly Mention Problems = new() { Kind = MentionKind.Problem, Label = "problems", Detail = "what the compiler says of the whole workspace", Uri = ProblemsAddress, Insert = "@problems" };

    public static FoundMentions FindProblems(string query) => new([.. Of(Problems, query)], IsPartial: false);

    /// <param name="query">What is typed.</param>
    /// <param name="resources">Of the MCP servers, which are of the same kind to a client.</param>
    public static FoundMentions FindChanges(string query, FoundMentions resources) => resources with { Mentions = [.. Of(Changes, query), .. resources.Mentions] };

    private static IEnumerable<ScoredMention> Of(Mention mention, string query) =>
        FuzzyMatch.Score(mention.Label, query) is { } score ? [new ScoredMention(score, mention)] : [];

    /// <returns>Null for other addresses.</returns>
    public static PromptReference? At(string uri) => uri switch
    {
        ChangesAddress => new PromptReference.Changes(),
        ProblemsAddress => new PromptReference.Problems(),
        _ => null,
    };
}
