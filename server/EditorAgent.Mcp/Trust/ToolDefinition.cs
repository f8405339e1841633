using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Trust;

/// <summary>
/// What of a tool is pinned: title, description, schemas and annotations, as the server wrote them. What it says of itself besides (icons,
/// metadata) may change.
/// </summary>
internal static class ToolDefinition
{
    private const int MostValues = 2_000;

    private static readonly ImmutableArray<string> Pinned = ["title", "description", "inputSchema", "outputSchema", "annotations"];

    public static string HashOf(ServerIdentity server, ServerTool tool)
    {
        var text = new StringBuilder();
        CanonicalJson.AppendText(text, server.Hash);
        CanonicalJson.AppendText(text, tool.Name);
        foreach (var member in Pinned)
        {
            text.Append('\n').Append(member).Append(' ');
            if (Member(tool, member) is { } value)
            {
                text.Append(CanonicalJson.Of(value));
            }
        }

        return CanonicalJson.HashOf(text.ToString());
    }

    /// <summary>Each value on its own line under its path, in an order that does not depend on how it was written.</summary>
    public static ImmutableArray<TrustLine> FactsOf(ServerTool tool)
    {
        var facts = new List<TrustLine>();
        foreach (var member in Pinned)
        {
            if (Member(tool, member) is { } value)
            {
                Add(facts, member, value);
            }
        }

        return facts.Count <= MostValues
            ? [.. facts]
            : [.. facts.Take(MostValues), new TrustLine(string.Create(CultureInfo.InvariantCulture, $"the {facts.Count - MostValues} values behind these"), null, RestOf(facts))];
    }

    private static JsonElement? Member(ServerTool tool, string name)
    {
        if (tool.Definition.ValueKind == JsonValueKind.Object && tool.Definition.TryGetProperty(name, out var written))
        {
            return written;
        }

        return name switch
        {
            "description" when tool.Description.Length > 0 => Text(tool.Description),
            "title" when tool.Title is { } title => Text(title),
            "inputSchema" when tool.InputSchema.ValueKind != JsonValueKind.Undefined => tool.InputSchema,
            "outputSchema" when tool.OutputSchema is { ValueKind: not JsonValueKind.Undefined } output => output,
            "annotations" when tool.Hints != ToolHints.None => Hints(tool.Hints),
            _ => null,
        };
    }

    private static void Add(List<TrustLine> facts, string path, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when value.EnumerateObject().Any():
                foreach (var (name, inner) in value.EnumerateObject().Select(member => (Name: CanonicalJson.NameOf(member), member.Value)).OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    Add(facts, $"{path}.{name}", inner);
                }

                break;
            case JsonValueKind.Array when value.GetArrayLength() > 0:
                var index = 0;
                foreach (var item in value.EnumerateArray())
                {
                    // Without its number, so that one more value in a list is one line that changed.
                    var isPlain = item.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array);
                    Add(facts, isPlain ? $"{path}[]" : string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"), item);
                    index++;
                }

                break;
            case JsonValueKind.String when path is "description" or "title":
                facts.AddRange(CanonicalJson.TextOf(value).ReplaceLineEndings("\n").Split('\n').Select(line => new TrustLine(path, line)));
                break;
            default:
                facts.Add(new TrustLine(path, CanonicalJson.Of(value)));
                break;
        }
    }

    private static string RestOf(List<TrustLine> facts) => CanonicalJson.HashOf(string.Join('\n', facts.Skip(MostValues).Select(fact => fact.Key)));

    private static JsonElement Text(string text) => JsonDocument.Parse($"\"{JsonEncodedText.Encode(text)}\"").RootElement;

    private static JsonElement Hints(ToolHints hints)
    {
        var given = new (string Name, bool? Value)[]
        {
            ("readOnlyHint", hints.ReadOnly), ("destructiveHint", hints.Destructive), ("idempotentHint", hints.Idempotent), ("openWorldHint", hints.OpenWorld),
        };
        var members = given.Where(hint => hint.Value is not null).Select(hint => $"\"{hint.Name}\":{(hint.Value == true ? "true" : "false")}");
        return JsonDocument.Parse($"{{{string.Join(',', members)}}}").RootElement;
    }
}
