using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Host.Gateway.Requests;

namespace EditorAgent.Host.Gateway.Items;

/// <summary>Reads the items of a request's <c>input</c>.</summary>
/// <param name="findStored">The stored item that an <c>item_reference</c> names, or null.</param>
internal sealed class ItemReader(Func<string, Item?> findStored)
{
    private const int MostItems = 4096;
    private const int LongestId = 256;
    private const int LongestText = 8 * 1024 * 1024;
    private const int MostTools = 1024;

    /// <exception cref="ApiProblem">An item is not as the API has it, or of a kind that this gateway does not know.</exception>
    public ImmutableArray<Item> Read(JsonFields body)
    {
        if (body.Any("input") is not { } input)
        {
            throw body.Missing("input");
        }

        return input.ValueKind == JsonValueKind.String
            ? [new Item.Message(ItemId.New("msg"), "user", [new ContentPart.Text(body.RequiredText("input", LongestText))], "completed")]
            : [.. body.List("input", MostItems).Select(one => this.ReadOne(JsonFields.Of(one.Entry, one.Place)))];
    }

    private Item ReadOne(JsonFields fields)
    {
        switch (fields.Text("type", 64) ?? "message")
        {
            case "message":
                return ReadMessage(fields);
            case "reasoning":
                return ReadReasoning(fields);
            case "function_call":
                fields.RefuseOthers("type", "id", "call_id", "name", "arguments", "status", "async", "caller", "namespace", "phase");
                return new Item.FunctionCall(
                    IdOf(fields, "fc"), fields.RequiredText("call_id", LongestId), fields.RequiredText("name", 128), fields.RequiredText("arguments", LongestText), StatusOf(fields));
            case "function_call_output":
                fields.RefuseOthers("type", "id", "call_id", "output", "status", "caller", "name", "namespace");
                return new Item.FunctionOutput(IdOf(fields, "fco"), fields.RequiredText("call_id", LongestId), ContentReader.Read(fields, "output"));
            case "mcp_list_tools":
                return ReadToolList(fields);
            case "mcp_call":
                return ReadCall(fields);
            case "mcp_approval_request":
                fields.RefuseOthers("type", "id", "server_label", "name", "arguments", "status");
                return new Item.ApprovalRequest(fields.RequiredText("id", LongestId), fields.RequiredText("server_label", 64), fields.RequiredText("name", 256), fields.RequiredText("arguments", LongestText));
            case "mcp_approval_response":
                fields.RefuseOthers("type", "id", "approval_request_id", "approve", "reason", "status");
                return new Item.ApprovalResponse(
                    IdOf(fields, "mcpa"), fields.RequiredText("approval_request_id", LongestId), fields.Flag("approve") ?? throw fields.Missing("approve"), fields.Text("reason", 16 * 1024));
            case "item_reference":
                var id = fields.RequiredText("id", LongestId);
                return findStored(id) ?? throw ApiProblem.NotFound($"Item with id '{id}' not found.", fields.At("id"));
            case var type:
                throw ApiProblem.Unsupported(fields.At("type"), $"Items of type '{type}' are not supported by this gateway.");
        }
    }

    private static Item.Message ReadMessage(JsonFields fields)
    {
        fields.RefuseOthers("type", "id", "role", "content", "status", "phase");
        var role = fields.RequiredText("role", 16);
        if (role is not ("user" or "assistant" or "system" or "developer"))
        {
            throw ApiProblem.Invalid(fields.At("role"), $"{fields.At("role")} must be 'user', 'assistant', 'system' or 'developer'.");
        }

        return new Item.Message(IdOf(fields, "msg"), role, ContentReader.Read(fields, "content"), StatusOf(fields));
    }

    private static Item.Reasoning ReadReasoning(JsonFields fields)
    {
        fields.RefuseOthers("type", "id", "summary", "content", "encrypted_content", "status");
        var texts = fields.List("content", 1024).Select(part => JsonFields.Of(part.Entry, part.Place).RequiredText("text", LongestText));
        return new Item.Reasoning(IdOf(fields, "rs"), string.Concat(texts), "completed");
    }

    private static Item.ToolList ReadToolList(JsonFields fields)
    {
        fields.RefuseOthers("type", "id", "server_label", "tools", "error", "status");
        var tools = fields.List("tools", MostTools).Select(one =>
        {
            var tool = JsonFields.Of(one.Entry, one.Place);
            tool.RefuseOthers("name", "description", "input_schema", "annotations");
            return new ListedTool(tool.RequiredText("name", 256), tool.Text("description", LongestText) ?? "", tool.Any("input_schema") ?? throw tool.Missing("input_schema"), tool.Any("annotations"));
        });
        var error = fields.Any("error") is { } given ? given.ValueKind == JsonValueKind.String ? given.GetString() : given.GetRawText() : null;
        return new Item.ToolList(IdOf(fields, "mcpl"), fields.RequiredText("server_label", 64), [.. tools], error);
    }

    private static Item.McpCall ReadCall(JsonFields fields)
    {
        fields.RefuseOthers("type", "id", "server_label", "name", "arguments", "output", "error", "approval_request_id", "status");
        var error = fields.Any("error");
        return new Item.McpCall(
            IdOf(fields, "mcp"),
            fields.RequiredText("server_label", 64),
            fields.RequiredText("name", 256),
            fields.RequiredText("arguments", LongestText),
            fields.Text("output", LongestText),
            error,
            fields.Text("approval_request_id", LongestId),
            error is null ? "completed" : "failed");
    }

    private static string StatusOf(JsonFields fields) => fields.Text("status", 16) == "incomplete" ? "incomplete" : "completed";

    private static string IdOf(JsonFields fields, string prefix) => fields.Text("id", LongestId) is { Length: > 0 } id ? id : ItemId.New(prefix);
}
