using System.Collections.Immutable;
using System.Globalization;
using EditorAgent.Core.Models;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Tools;

/// <summary>
/// Lets a server have the session's model write something: only where the user has switched it on for that server, each time only after the
/// user has seen the whole prompt, and no more than a budget. The model gets no tools and nothing of the session's conversation.
/// </summary>
internal sealed class SamplingDesk(IPermissionPrompt prompt, Func<IChatModel> model, Func<string, bool> isAllowed)
{
    private const int MostAnswers = 20;
    private const int MostTokens = 4_096;
    private const long TokensPerSession = 50_000;
    private const int LongestPrompt = 60_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, (int Answers, long Tokens)> used = new(StringComparer.Ordinal);

    public async Task<SamplingReply> AnswerAsync(ToolCallId? call, SamplingQuestion question, CancellationToken cancellationToken)
    {
        if (!isAllowed(question.Server))
        {
            return Refused("the user has not switched sampling on for this server");
        }

        if (question.Messages.IsEmpty || question.Messages.Any(message => message.Content is not AnswerPart.Text))
        {
            return Refused("only prompts of text can be answered here");
        }

        if ((question.System?.Length ?? 0) + question.Messages.Sum(message => ((AnswerPart.Text)message.Content).Value.Length) > LongestPrompt)
        {
            return Refused("the prompt is too long for a person to read");
        }

        if (!this.TryTake(question.Server))
        {
            return Refused("this server's budget for the session is used up");
        }

        var tokens = Math.Clamp(question.MaxTokens, 1, MostTokens);
        var request = ServerQuestion.Of(call, $"mcp__{question.Server}", $"{question.Server} wants your model to answer a prompt", Shown(question, tokens));
        return await prompt.AskAsync(request, cancellationToken) switch
        {
            PermissionAnswer.AllowOnce => await this.RunAsync(question, tokens, cancellationToken),
            PermissionAnswer.Reject { Feedback: { Length: > 0 } feedback } => Refused($"the user refused: {feedback}"),
            _ => Refused("the user refused"),
        };
    }

    private async Task<SamplingReply> RunAsync(SamplingQuestion question, int tokens, CancellationToken cancellationToken)
    {
        var answering = model();
        var messages = question.Messages.Select(message => MessageOf(message.Role, ((AnswerPart.Text)message.Content).Value)).ToList();
        try
        {
            await foreach (var happened in answering.StreamAsync(new ModelRequest(question.System ?? "", [], messages, tokens, $"sampling-{Guid.NewGuid():N}"), cancellationToken))
            {
                if (happened is ModelEvent.Completed done)
                {
                    this.Count(question.Server, done.Usage.Total);
                    return new SamplingReply(done.Message.Text, answering.Description.Id, done.Reason == FinishReason.Length ? "maxTokens" : "endTurn");
                }
            }

            return Refused("the model's answer broke off");
        }
        catch (ModelException failed)
        {
            return Refused($"the model failed: {failed.Failure.Message}");
        }
    }

    private bool TryTake(string server)
    {
        lock (this.gate)
        {
            var (answers, tokens) = this.used.GetValueOrDefault(server);
            if (answers >= MostAnswers || tokens >= TokensPerSession)
            {
                return false;
            }

            this.used[server] = (answers + 1, tokens);
            return true;
        }
    }

    private void Count(string server, long tokens)
    {
        lock (this.gate)
        {
            var (answers, before) = this.used[server];
            this.used[server] = (answers, before + tokens);
        }
    }

    private static ImmutableArray<string> Shown(SamplingQuestion question, int tokens) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"The MCP server {question.Server} wants an answer of at most {tokens} tokens, on your account. It gets the answer, nothing else."),
        .. question.System is { Length: > 0 } system ? Lines("As instructions to the model", system) : [],
        .. question.Messages.SelectMany(message => Lines(message.Role == "assistant" ? "As the model's words" : "As the user's words", ((AnswerPart.Text)message.Content).Value)),
    ];

    private static IEnumerable<string> Lines(string label, string text) =>
        text.ReplaceLineEndings("\n").Split('\n').Select(line => $"  | {CanonicalText.Line(line, 10 * LongestPrompt).Text}").Prepend($"{label}:");

    private static Message MessageOf(string role, string text) =>
        role == "assistant" ? new Message.Assistant([new AssistantPart.Text(text)]) : new Message.User([new ContentPart.Text(text)]);

    private static SamplingReply Refused(string reason) => new(null, "", reason);
}
