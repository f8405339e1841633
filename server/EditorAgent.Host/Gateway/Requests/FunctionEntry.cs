using System.Text.Json;

namespace EditorAgent.Host.Gateway.Requests;

/// <summary>A function of the client's own: the gateway hands its calls back.</summary>
/// <param name="Parameters">Null is a function without any.</param>
internal sealed record FunctionEntry(string Name, string? Description, JsonElement? Parameters, bool? Strict) : ToolEntry
{
    private const int LongestDescription = 16 * 1024;

    /// <param name="fields">Where name, description and parameters are: the tool itself, or its <c>function</c> in chat completions.</param>
    public static FunctionEntry Read(JsonFields fields)
    {
        fields.RefuseOthers("type", "name", "description", "parameters", "strict", "defer_loading", "allowed_callers", "async", "output_schema");
        fields.RefuseUnsupported("defer_loading", "allowed_callers", "async");
        var name = fields.RequiredText("name", 64);
        if (name.Length == 0 || !name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_'))
        {
            throw ApiProblem.Invalid(fields.At("name"), $"{fields.At("name")} must hold only letters, digits, '-' and '_'.");
        }

        var parameters = fields.Any("parameters");
        if (parameters is { } schema && schema.ValueKind != JsonValueKind.Object)
        {
            throw ApiProblem.Invalid(fields.At("parameters"), $"{fields.At("parameters")} must be a JSON Schema object.", "invalid_type");
        }

        return new FunctionEntry(name, fields.Text("description", LongestDescription), parameters, fields.Flag("strict"));
    }
}
