using System.Text.Json;
using System.Text.Json.Nodes;
using EditorAgent.Mcp.Contract;
using ModelContextProtocol;

namespace EditorAgent.Mcp.Connections;

/// <summary>A server wants to know something from the user: in a form, or by sending the user to an address.</summary>
internal sealed class ElicitationQuestions(string server)
{
    /// <exception cref="QuestionRefusedException">Nobody can be asked, or not in this way.</exception>
    public async Task<JsonObject> AnswerAsync(JsonElement parameters, ServerQuestions? questions, CancellationToken cancellationToken)
    {
        if (questions?.Elicit is not { } elicit)
        {
            throw new QuestionRefusedException((int)McpErrorCode.MethodNotFound, "The user cannot be asked now.");
        }

        var question = this.Read(parameters, questions.ShowsAddresses);
        var reply = await elicit(question, cancellationToken);
        return reply.Action switch
        {
            ElicitationAction.Accept when question.Schema is { } schema => new JsonObject { ["action"] = "accept", ["content"] = WithDefaults(reply.Content, schema) },
            ElicitationAction.Accept => new JsonObject { ["action"] = "accept" },
            ElicitationAction.Decline => new JsonObject { ["action"] = "decline" },
            _ => new JsonObject { ["action"] = "cancel" },
        };
    }

    private ElicitationQuestion Read(JsonElement parameters, bool showsAddresses)
    {
        var message = ServerText.Block(parameters.Text("message"));
        switch (parameters.Text("mode") ?? "form")
        {
            case "form":
                return parameters.Object("requestedSchema") is { } schema
                    ? new ElicitationQuestion(server, message, schema, null, null)
                    : throw new QuestionRefusedException((int)McpErrorCode.InvalidParams, "A form needs a requestedSchema.");
            case "url" when showsAddresses:
                return Uri.TryCreate(parameters.Text("url"), UriKind.Absolute, out var address) && IsSafe(address)
                    ? new ElicitationQuestion(server, message, null, address, parameters.Text("elicitationId"))
                    : throw new QuestionRefusedException((int)McpErrorCode.InvalidParams, "The address must be https, or http on this machine.");
            default:
                throw new QuestionRefusedException((int)McpErrorCode.InvalidParams, "The user cannot be asked in this mode.");
        }
    }

    /// <summary>What a person is shown is what is opened: nothing that would be written otherwise on the way.</summary>
    private static bool IsSafe(Uri address) =>
        !address.OriginalString.Any(character => char.IsControl(character) || char.IsWhiteSpace(character))
        && string.IsNullOrEmpty(address.UserInfo) && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    /// <summary>What the user left out gets the default that the form shows.</summary>
    private static JsonObject WithDefaults(JsonElement? content, JsonElement schema)
    {
        var filled = content is { ValueKind: JsonValueKind.Object } given ? JsonNode.Parse(given.GetRawText())!.AsObject() : [];
        if (schema.Object("properties") is not { } properties)
        {
            return filled;
        }

        foreach (var property in properties.EnumerateObject())
        {
            if (!filled.ContainsKey(property.Name) && property.Value.ValueKind is JsonValueKind.Object && property.Value.TryGetProperty("default", out var value))
            {
                filled[property.Name] = JsonNode.Parse(value.GetRawText());
            }
        }

        return filled;
    }
}
