using System.Text.Json;
using System.Text.RegularExpressions;

namespace EditorAgent.ScriptedModelServer.Wire;

/// <summary>
/// Judges a request as strictly as the strictest vendor: above all that every tool call has exactly one result directly behind the
/// message that made it. Null means accepted. Needs no server, so a test can hold any request body against it.
/// </summary>
public sealed partial class VendorRequestValidator
{
    private const int MostTools = 128;

    /// <summary>Demands reasoning back on every message with tool calls, even if the request does not ask for thinking to be kept.</summary>
    public bool RequiresReasoning { get; init; }

    /// <summary>For endpoints that count call ids from 0 in every answer: an id is then unique within its message only.</summary>
    public bool IdsRepeatAcrossMessages { get; init; }

    public VendorRefusal? Check(VendorDialect dialect, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 256 });
            return this.Check(dialect, document.RootElement);
        }
        catch (JsonException e)
        {
            return VendorRefusal.Invalid($"The body is not JSON: {e.Message}");
        }
    }

    public VendorRefusal? Check(VendorDialect dialect, JsonElement body)
    {
        try
        {
            var isChat = dialect == VendorDialect.ChatCompletions;
            CheckEnvelope(body);
            CheckTools(body, isChat);
            var pairing = new CallPairing(this.IdsRepeatAcrossMessages);
            if (isChat)
            {
                new ChatRules(pairing, this.RequiresReasoning || AsksForThinking(body)).Check(body);
            }
            else
            {
                new AnthropicRules(pairing, this.RequiresReasoning || AsksForThinking(body)).Check(body);
            }

            pairing.Close("at the end of messages");
            return null;
        }
        catch (RefusedRequestException e)
        {
            return VendorRefusal.Invalid(e.Message);
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException)
        {
            return VendorRefusal.Invalid($"A field is missing or has the wrong type: {e.Message}");
        }
    }

    private static bool AsksForThinking(JsonElement body) =>
        body.TryGetProperty("thinking", out var thinking)
        && thinking.ValueKind == JsonValueKind.Object
        && ((thinking.TryGetProperty("type", out var type) && type.ValueEquals("enabled"))
            || (thinking.TryGetProperty("keep", out var keep) && keep.ValueKind == JsonValueKind.String && keep.ValueEquals("all")));

    private static void CheckEnvelope(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            throw new RefusedRequestException("The body must be an object.");
        }

        if (string.IsNullOrEmpty(body.GetProperty("model").GetString()))
        {
            throw new RefusedRequestException("model must not be empty");
        }

        if (body.GetProperty("messages").GetArrayLength() == 0)
        {
            throw new RefusedRequestException("messages must not be empty");
        }
    }

    private static void CheckTools(JsonElement body, bool isChat)
    {
        if (!body.TryGetProperty("tools", out var tools))
        {
            return;
        }

        if (tools.GetArrayLength() is 0 or > MostTools)
        {
            throw new RefusedRequestException($"tools must hold 1 to {MostTools} functions, not {tools.GetArrayLength()}");
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tool in tools.EnumerateArray())
        {
            var definition = isChat ? tool.GetProperty("function") : tool;
            var name = definition.GetProperty("name").GetString() ?? "";
            if (!ToolName().IsMatch(name))
            {
                throw new RefusedRequestException($"function name is invalid, must start with a letter or underscore and have 3 to 64 letters, digits, - or _: '{name}'");
            }

            if (!names.Add(name))
            {
                throw new RefusedRequestException($"function name '{name}' is used twice");
            }

            var schema = definition.GetProperty(isChat ? "parameters" : "input_schema");
            if (!schema.GetProperty("type").ValueEquals("object"))
            {
                throw new RefusedRequestException($"the parameters of '{name}' must be of type object");
            }
        }
    }

    [GeneratedRegex(@"^[a-zA-Z_][a-zA-Z0-9_-]{2,63}\z")]
    private static partial Regex ToolName();
}
