using System.Collections.Immutable;
using System.Text.Json;

namespace EditorAgent.Host.Gateway.Requests;

/// <summary>What the client says about the model's choice.</summary>
internal abstract record ToolChoice
{
    private ToolChoice()
    {
    }

    /// <summary>As the client wrote it, for the answer.</summary>
    public JsonElement? Written { get; private init; }

    public sealed record Auto : ToolChoice;

    public sealed record None : ToolChoice;

    /// <summary>Some tool must be called.</summary>
    public sealed record Required : ToolChoice;

    public sealed record Function(string Name) : ToolChoice;

    /// <param name="Tool">Null is any tool of the server.</param>
    public sealed record Server(string Label, string? Tool) : ToolChoice;

    /// <summary>Only these are offered.</summary>
    public sealed record Some(ImmutableArray<ToolChoice> Tools, bool MustCall) : ToolChoice;

    /// <param name="body">The request.</param>
    /// <param name="functionName">The two APIs keep a function's name in different places.</param>
    public static ToolChoice Read(JsonFields body, Func<JsonFields, string> functionName)
    {
        if (body.Any("tool_choice") is not { } value)
        {
            return new Auto();
        }

        return ReadOne(value, body.At("tool_choice"), functionName, mayNest: true) with { Written = value.Clone() };
    }

    private static ToolChoice ReadOne(JsonElement value, string place, Func<JsonFields, string> functionName, bool mayNest)
    {
        if (value.ValueKind == JsonValueKind.String && mayNest)
        {
            return value.GetString() switch
            {
                "auto" => new Auto(),
                "none" => new None(),
                "required" => new Required(),
                _ => throw ApiProblem.Invalid(place, $"{place} must be 'none', 'auto', 'required' or an object."),
            };
        }

        var fields = JsonFields.Of(value, place);
        switch (fields.RequiredText("type", 64))
        {
            case "function":
                return new Function(functionName(fields));
            case "mcp":
                return new Server(fields.RequiredText("server_label", 64), fields.Text("name", 256));
            case "allowed_tools" when mayNest:
                var mode = fields.RequiredText("mode", 16);
                return mode is "auto" or "required"
                    ? new Some([.. fields.List("tools", 128).Select(one => ReadOne(one.Entry, one.Place, functionName, mayNest: false))], mode == "required")
                    : throw ApiProblem.Invalid(fields.At("mode"), $"{fields.At("mode")} must be 'auto' or 'required'.");
            case var type:
                throw ApiProblem.Unsupported(fields.At("type"), $"A tool choice of type '{type}' is not supported by this gateway.");
        }
    }
}
