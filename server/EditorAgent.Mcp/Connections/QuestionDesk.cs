using System.Text.Json;
using System.Text.Json.Nodes;
using EditorAgent.Mcp.Contract;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Mcp.Connections;

/// <summary>Answers what a server asks, whether it came as a request of its own or as part of an unfinished answer.</summary>
internal sealed class QuestionDesk(string server)
{
    /// <param name="method">What is asked.</param>
    /// <param name="parameters">Of the question, as they came.</param>
    /// <param name="questions">Who answers; null refuses.</param>
    /// <exception cref="QuestionRefusedException">Nobody answers that.</exception>
    public async Task<JsonObject> AnswerAsync(string method, JsonElement parameters, ServerQuestions? questions, CancellationToken cancellationToken)
    {
        try
        {
            return method switch
            {
                RequestMethods.Ping => [],
                RequestMethods.ElicitationCreate => await new ElicitationQuestions(server).AnswerAsync(parameters, questions, cancellationToken),
                RequestMethods.SamplingCreateMessage when questions?.Sample is { } sample => await new SamplingQuestions(server).AnswerAsync(parameters, sample, cancellationToken),
                RequestMethods.RootsList when questions?.ListRoots is { } list => Roots(await list(cancellationToken)),
                _ => throw new QuestionRefusedException((int)McpErrorCode.MethodNotFound, "This is not available here."),
            };
        }
        catch (InvalidOperationException)
        {
            throw new QuestionRefusedException((int)McpErrorCode.InvalidParams, "The question cannot be read.");
        }
    }

    private static JsonObject Roots(IEnumerable<RootFolder> folders) => new()
    {
        ["roots"] = new JsonArray([.. folders.Select(JsonNode (folder) => new JsonObject { ["uri"] = folder.Address.AbsoluteUri, ["name"] = folder.Name })]),
    };
}
