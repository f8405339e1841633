using System.Globalization;
using System.Text.Json;
using EditorAgent.Core.Tools.Asking;
using EditorAgent.Core.Workspaces;
using EditorAgent.Host.AgentClientProtocol.Sessions;
using EditorAgent.Protocol;
using EditorAgent.Protocol.Elicitation;
using Microsoft.Extensions.Logging;
using StreamJsonRpc;

namespace EditorAgent.Host.AgentClientProtocol.Permissions;

/// <summary>Asks with a form of the client: the options, and a line for the person's own words. No answer, or one that cannot be read, is none.</summary>
internal sealed partial class AcpUserQuestions(ClientLink link, ILogger logger) : IUserQuestions
{
    private const string Answer = "answer";
    private const string Words = "words";
    private const int LongestText = 20_000;
    private const int LongestWords = 4_000;

    public async Task<UserAnswer> AskAsync(UserQuestion question, CancellationToken cancellationToken)
    {
        try
        {
            await link.CatchUpAsync(cancellationToken);
            var result = await link.AskAsync<CreateElicitationResult>(AcpMethods.Client.CreateElicitation, RequestOf(question), cancellationToken);
            return result switch
            {
                CreateElicitationResult.Accept accept => AnswerOf(accept, question.Options.Length),
                CreateElicitationResult.Decline => new UserAnswer.Declined(),
                _ => new UserAnswer.None(),
            };
        }
        catch (Exception failure) when (failure is RemoteRpcException or JsonException or ConnectionLostException or ObjectDisposedException)
        {
            this.LogNoAnswer(question.ToolName, failure.Message);
            return new UserAnswer.None();
        }
    }

    private CreateElicitationParams.FormMode RequestOf(UserQuestion question) => new()
    {
        Message = $"{question.Title}\n\n{CanonicalText.Block(question.Text, LongestText).Text}",
        SessionId = link.SessionId,
        ToolCallId = question.Call.Value,
        RequestedSchema = new ElicitationSchema
        {
            Properties = new Dictionary<string, ElicitationProperty>
            {
                [Answer] = new ElicitationProperty.String
                {
                    Title = "Answer",
                    OneOf =
                    [
                        .. question.Options.Select((option, index) => new EnumOption
                        {
                            Const = index.ToString(CultureInfo.InvariantCulture),
                            Title = CanonicalText.Line(option.Label, 120).Text,
                            Description = option.Description is { } description ? CanonicalText.Line(description, 300).Text : null,
                        }),
                    ],
                },
                [Words] = new ElicitationProperty.String { Title = "Or in your own words", MaxLength = LongestWords },
            },
        },
    };

    private static UserAnswer AnswerOf(CreateElicitationResult.Accept accept, int options)
    {
        var words = TextOf(accept, Words)?.Trim() is { Length: > 0 } said ? said[..Math.Min(said.Length, LongestWords)] : null;
        if (int.TryParse(TextOf(accept, Answer), NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < options)
        {
            return new UserAnswer.Chosen(index, words);
        }

        return words is null ? new UserAnswer.None() : new UserAnswer.Said(words);
    }

    private static string? TextOf(CreateElicitationResult.Accept accept, string name) =>
        accept.Content is { } content && content.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    [LoggerMessage(Level = LogLevel.Debug, Message = "ACP: the question of {Tool} was not answered: {Reason}")]
    private partial void LogNoAnswer(string tool, string reason);
}
