using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Tools;

/// <summary>Shows a form as yes or no where it is no more than that: no field, or one that is true or false. Any other is cancelled, since nobody could fill it in.</summary>
internal sealed class ConfirmationForm(IPermissionPrompt prompt)
{
    public async Task<ElicitationReply> AskAsync(ToolCallId? call, ElicitationQuestion question, CancellationToken cancellationToken)
    {
        if (!prompt.IsPerson || !TryRead(question.Schema!.Value, out var field))
        {
            return new ElicitationReply(ElicitationAction.Cancel, null);
        }

        ImmutableArray<string> lines =
        [
            $"The MCP server {question.Server} asks:",
            .. question.Message.Split('\n').Select(line => $"  | {line}"),
            .. field is null ? [] : (string[])[$"Yes answers: {CanonicalText.Line(field, 200).Text} = true"],
        ];
        return await prompt.AskAsync(ServerQuestion.Of(call, $"mcp__{question.Server}", $"{question.Server} asks for a yes or no", lines), cancellationToken) switch
        {
            PermissionAnswer.AllowOnce => new ElicitationReply(ElicitationAction.Accept, ContentOf(field)),
            PermissionAnswer.Reject => new ElicitationReply(ElicitationAction.Decline, null),
            _ => new ElicitationReply(ElicitationAction.Cancel, null),
        };
    }

    private static bool TryRead(JsonElement schema, out string? field)
    {
        field = null;
        if (!schema.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object)
        {
            return true;
        }

        var count = 0;
        foreach (var property in properties.EnumerateObject())
        {
            if (++count > 1 || property.Value.ValueKind != JsonValueKind.Object || !property.Value.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String || !type.ValueEquals("boolean"))
            {
                return false;
            }

            field = property.Name;
        }

        return true;
    }

    private static JsonElement ContentOf(string? field)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (field is not null)
            {
                json.WriteBoolean(field, true);
            }

            json.WriteEndObject();
        }

        return JsonElement.Parse(buffer.ToArray());
    }
}
