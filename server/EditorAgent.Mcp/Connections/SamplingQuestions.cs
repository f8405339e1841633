using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using EditorAgent.Mcp.Contract;
using ModelContextProtocol;

namespace EditorAgent.Mcp.Connections;

/// <summary>A server wants our model to write something.</summary>
internal sealed class SamplingQuestions(string server)
{
    private const int MostMessages = 1_000;

    /// <exception cref="QuestionRefusedException">The question is none, or the user refused.</exception>
    public async Task<JsonObject> AnswerAsync(JsonElement parameters, Func<SamplingQuestion, CancellationToken, Task<SamplingReply>> sample, CancellationToken cancellationToken)
    {
        var reply = await sample(this.Read(parameters), cancellationToken);
        return reply.Text is { } text
            ? new JsonObject
            {
                ["role"] = "assistant",
                ["content"] = new JsonObject { ["type"] = "text", ["text"] = text },
                ["model"] = reply.Model,
                ["stopReason"] = reply.Reason,
            }
            : throw new QuestionRefusedException(QuestionRefusedException.UserRefused, reply.Reason);
    }

    private SamplingQuestion Read(JsonElement parameters)
    {
        var messages = ImmutableArray.CreateBuilder<PromptText>();
        foreach (var message in parameters.Entries("messages"))
        {
            messages.AddRange(PromptReader.MessagesOf(message));
            if (messages.Count > MostMessages)
            {
                throw new QuestionRefusedException((int)McpErrorCode.InvalidParams, "Too many messages.");
            }
        }

        var most = parameters.Number("maxTokens") is { } wanted and > 0 and <= int.MaxValue
            ? (int)wanted
            : throw new QuestionRefusedException((int)McpErrorCode.InvalidParams, "maxTokens is missing.");
        return new SamplingQuestion(server, parameters.Text("systemPrompt"), messages.ToImmutable(), most, parameters);
    }
}
