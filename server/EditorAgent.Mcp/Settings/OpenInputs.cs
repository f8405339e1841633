using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EditorAgent.Core.Configuration.Mcp;

namespace EditorAgent.Mcp.Settings;

/// <summary>The values that an entry leaves open, <c>${input:ID}</c>. Nobody said more about them, so each is a secret.</summary>
internal static partial class OpenInputs
{
    public static ImmutableArray<McpInput> Of(string server, JsonObject entry) =>
        [.. IdsIn(entry).Select(id => new McpInput(id, $"{id} of the MCP server {server}", IsSecret: true))];

    public static IEnumerable<string> IdsIn(JsonNode? node) =>
        Placeholder().Matches(string.Join('\n', TextsIn(node))).Select(match => match.Groups[1].Value).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> TextsIn(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => TextsIn(member.Value)),
        JsonArray items => items.SelectMany(TextsIn),
        JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.String => [value.GetValue<string>()],
        _ => [],
    };

    [GeneratedRegex(@"\$\{input:([A-Za-z0-9_.-]{1,64})\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Placeholder();
}
