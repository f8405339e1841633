using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using EditorAgent.Core.Models;
using EditorAgent.Core.Schemas;
using EditorAgent.Core.Workspaces;
using EditorAgent.ModelProviders.Http;

namespace EditorAgent.ModelProviders.Formula;

/// <summary>What a formula offers, out of the service's answer. Nothing in it is believed: each function is taken or left out by itself.</summary>
internal static partial class FormulaListing
{
    private const int MostFunctions = 32;
    private const int MostDescription = 2_048;
    private const int MostSchema = 32 * 1024;

    /// <returns>The functions in their order; and for each that is left out, why.</returns>
    /// <exception cref="FormulaException">It is no list of functions.</exception>
    public static (ImmutableArray<FormulaFunction> Functions, ImmutableArray<string> LeftOut) Read(string formula, ReadOnlySpan<byte> body)
    {
        var functions = ImmutableArray.CreateBuilder<FormulaFunction>();
        var leftOut = ImmutableArray.CreateBuilder<string>();
        foreach (var entry in Entries(body))
        {
            if (functions.Count == MostFunctions)
            {
                leftOut.Add($"all functions behind the first {MostFunctions}");
                break;
            }

            try
            {
                functions.Add(new FormulaFunction(formula, Definition(entry)));
            }
            catch (Exception wrong) when (wrong is FormulaException or SchemaException or InvalidOperationException)
            {
                leftOut.Add(wrong is InvalidOperationException ? "a function with text that is not valid Unicode" : wrong.Message);
            }
        }

        return (functions.ToImmutable(), leftOut.ToImmutable());
    }

    private static ImmutableArray<JsonElement> Entries(ReadOnlySpan<byte> body)
    {
        JsonElement answer;
        try
        {
            answer = JsonElement.Parse(body, WireJson.Reading);
        }
        catch (JsonException)
        {
            throw new FormulaException("the list of functions cannot be read");
        }

        var list = answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("tools", out var tools) ? tools : answer;
        return list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : throw new FormulaException("the answer is no list of functions");
    }

    private static ToolDefinition Definition(JsonElement entry)
    {
        var function = entry.ValueKind == JsonValueKind.Object ? WireJson.Object(entry, "function") : null;
        if (function is not { } one || WireJson.Text(one, "name") is not { } name)
        {
            throw new FormulaException("a function without a name");
        }

        if (!Name().IsMatch(name))
        {
            throw new FormulaException("a function whose name is none that a model can call");
        }

        var description = InvisibleCharacters.Without(WireJson.Text(one, "description") ?? "").Replace("<|", "< |", StringComparison.Ordinal).Trim();
        return new ToolDefinition(name, description.Length <= MostDescription ? description : description[..MostDescription], Schema(name, one));
    }

    private static ReadOnlyMemory<byte> Schema(string name, JsonElement function)
    {
        if (WireJson.Object(function, "parameters") is not { } parameters)
        {
            return """{"type":"object"}"""u8.ToArray();
        }

        var text = parameters.GetRawText();
        if (text.Length > MostSchema)
        {
            throw new FormulaException($"{name}, whose schema is larger than {MostSchema / 1024} KB");
        }

        if (parameters.TryGetProperty("type", out var type) && !(type.ValueKind == JsonValueKind.String && type.ValueEquals("object")))
        {
            throw new FormulaException($"{name}, whose arguments are no object");
        }

        try
        {
            CompiledSchema.Compile(parameters);
        }
        catch (SchemaException unusable)
        {
            throw new FormulaException($"{name}: {unusable.Message}");
        }

        return Encoding.UTF8.GetBytes(type.ValueKind == JsonValueKind.Undefined ? WithType(parameters) : InvisibleCharacters.Without(text));
    }

    private static string WithType(JsonElement parameters)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, WireJson.Writing))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "object"u8);
            foreach (var member in parameters.EnumerateObject())
            {
                member.WriteTo(json);
            }

            json.WriteEndObject();
        }

        return InvisibleCharacters.Without(Encoding.UTF8.GetString(buffer.ToArray()));
    }

    /// <summary>What the vendor takes; names of MCP tools are not for others.</summary>
    [GeneratedRegex(@"\A(?!mcp__)[a-zA-Z_][a-zA-Z0-9_-]{2,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
