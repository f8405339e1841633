using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Permissions;

/// <summary>
/// Conditions on an MCP call's arguments: <c>sql=select *, database="a, b"</c>. An allowing rule holds when every named argument is there,
/// is text, holds no control character and matches as a whole, letter case included. A restricting rule holds when one named argument
/// matches, in any letter case, also a number, a truth value or a text further down in it.
/// </summary>
internal sealed class McpArguments
{
    public const string Form = "name=value, for example mcp__db__query(sql=select *); several are parted by commas, a value with a comma stands in double quotes";

    private McpArguments(ImmutableArray<KeyValuePair<string, string>> conditions) => this.Conditions = conditions;

    public ImmutableArray<KeyValuePair<string, string>> Conditions { get; }

    /// <returns>Null when the text is not of the <see cref="Form"/>.</returns>
    public static McpArguments? Parse(string text)
    {
        var conditions = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        var rest = text.AsSpan().Trim();
        while (true)
        {
            var equals = rest.IndexOf('=');
            var name = equals < 0 ? default : rest[..equals].Trim();
            if (name.IsEmpty || name.IndexOfAny(",\"* ") >= 0 || ReadValue(rest[(equals + 1)..].TrimStart(), out var after) is not { } value)
            {
                return null;
            }

            conditions.Add(KeyValuePair.Create(name.ToString(), value));
            if (after.IsEmpty)
            {
                return conditions.Select(condition => condition.Key).Distinct(StringComparer.OrdinalIgnoreCase).Count() == conditions.Count
                    ? new McpArguments(conditions.ToImmutable())
                    : null;
            }

            rest = after[1..];
        }
    }

    public bool Cover(JsonElement arguments)
    {
        foreach (var (name, pattern) in this.Conditions)
        {
            if (arguments.ValueKind != JsonValueKind.Object
                || !arguments.TryGetProperty(name, out var value)
                || Text(value) is not { } text
                || text.Any(char.IsControl)
                || !Wildcard.Matches(pattern, text, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    public bool Find(JsonElement arguments)
    {
        if (arguments.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        foreach (var argument in arguments.EnumerateObject())
        {
            foreach (var (name, pattern) in this.Conditions)
            {
                if (name.Equals(argument.Name, StringComparison.OrdinalIgnoreCase)
                    && JsonTexts.AllIn(argument.Value).Any(text => text is null || Wildcard.Matches(pattern, text, StringComparison.OrdinalIgnoreCase)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Null for what is no text, and for text with half a surrogate pair, which no rule can speak of.</summary>
    private static string? Text(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string? ReadValue(ReadOnlySpan<char> rest, out ReadOnlySpan<char> after)
    {
        after = default;
        if (rest.StartsWith("\""))
        {
            var close = rest[1..].IndexOf('"');
            after = close < 0 ? default : rest[(close + 2)..].TrimStart();
            return close < 0 || (!after.IsEmpty && after[0] != ',') ? null : rest.Slice(1, close).ToString();
        }

        var comma = rest.IndexOf(',');
        var value = (comma < 0 ? rest : rest[..comma]).Trim();
        after = comma < 0 ? default : rest[comma..];
        return value.IsEmpty || value.Contains('"') ? null : value.ToString();
    }
}
