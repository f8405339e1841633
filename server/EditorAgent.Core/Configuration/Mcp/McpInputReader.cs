using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Configuration.Mcp;

/// <summary>Reads the <c>inputs</c> of a file. One that is unusable is left out with a problem, and with it the servers that need it.</summary>
internal static class McpInputReader
{
    private const int MostInputs = 100;
    private const int LongestDescription = 500;

    public static ImmutableDictionary<string, McpInput> Read(JsonElement root, Action<string> tell)
    {
        if (!root.TryGetProperty("inputs", out var list))
        {
            return ImmutableDictionary<string, McpInput>.Empty;
        }

        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > MostInputs)
        {
            tell($"inputs is no list of at most {MostInputs} inputs");
            return ImmutableDictionary<string, McpInput>.Empty;
        }

        var inputs = ImmutableDictionary.CreateBuilder<string, McpInput>(StringComparer.Ordinal);
        foreach (var item in list.EnumerateArray())
        {
            try
            {
                var input = ReadOne(item, tell);
                if (!inputs.TryAdd(input.Id, input))
                {
                    throw new McpConfigurationException($"there are two of the id {input.Id}");
                }
            }
            catch (Exception unusable) when (unusable is McpConfigurationException or InvalidOperationException)
            {
                tell($"an input is ignored: {(unusable is McpConfigurationException ? unusable.Message : "its text is damaged")}");
            }
        }

        return inputs.ToImmutable();
    }

    private static McpInput ReadOne(JsonElement item, Action<string> tell)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            throw new McpConfigurationException("it is no object");
        }

        var id = Text(item, "id") is { } given && McpNames.IsInput(given)
            ? given
            : throw new McpConfigurationException("its id is not 1 to 64 letters, digits, -, _ and .");
        if (Text(item, "type") is not (null or "promptString"))
        {
            throw new McpConfigurationException($"the type of {id} is not promptString");
        }

        foreach (var member in item.EnumerateObject().Where(member => member.Name is not ("id" or "type" or "description" or "password")))
        {
            tell($"{CanonicalText.Line(member.Name, 60)} of the input {id} is ignored: there is no such setting");
        }

        return new McpInput(id, Text(item, "description") ?? id, Truth(item, "password"));
    }

    private static string? Text(JsonElement item, string name)
    {
        if (!item.TryGetProperty(name, out var value))
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.String && value.GetString() is { Length: <= LongestDescription } text
            ? text
            : throw new McpConfigurationException($"its {name} is no text of at most {LongestDescription} characters");
    }

    private static bool Truth(JsonElement item, string name) => item.TryGetProperty(name, out var value) && value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new McpConfigurationException($"its {name} is neither true nor false"),
    };
}
