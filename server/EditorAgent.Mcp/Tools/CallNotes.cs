using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Tools;

/// <summary>
/// What a person reads before a call: which server, what it claims, every argument as it was parsed. Each line begins with a label of ours, so
/// that no text of a model or a server can pass for one; what is too long is cut, visibly, by whoever shows it.
/// </summary>
internal static class CallNotes
{
    private const int MostLines = 120;
    private const int LongestPiece = 100;
    private const string Continued = "  | ";

    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Server(ServerStatus status) => $"Server: {status.Name} ({ScopeOf(status.Scope)}): {status.What}";

    public static string? Claims(ToolHints hints)
    {
        string?[] claims =
        [
            hints.ReadOnly switch { true => "it only reads", false => "it changes things", _ => null },
            hints.Destructive == true ? "it may destroy" : null,
            hints.Idempotent == true ? "repeating it changes nothing more" : null,
            hints.OpenWorld == true ? "it reaches beyond the server" : null,
        ];
        var made = string.Join(", ", claims.OfType<string>());
        return made.Length == 0 ? null : $"The server claims: {made} (nobody has checked that)";
    }

    public static IEnumerable<string> Arguments(JsonElement arguments)
    {
        var any = false;
        foreach (var argument in arguments.EnumerateObject())
        {
            any = true;
            foreach (var line in Labelled($"Argument {argument.Name}", TextOf(argument.Value)))
            {
                yield return line;
            }
        }

        if (!any)
        {
            yield return "Arguments: none";
        }
    }

    /// <summary>What would be approved of a server that is not: whole, however long it is.</summary>
    public static IEnumerable<string> Trust(ServerStatus status) =>
        status.TrustLines.SelectMany(line => line.Split('\n')).SelectMany(Pieces).Prepend($"To be approved ({status.TrustLines.Length} lines):");

    public static IEnumerable<string> Change(ImmutableArray<string> diff) => Labelled("The server changed this tool since you saw it", string.Join('\n', diff));

    /// <summary>One line, or a label and a block behind a margin; what comes after many lines is one long line, which is shown cut.</summary>
    private static IEnumerable<string> Labelled(string label, string text)
    {
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n');
        if (lines.Length == 1)
        {
            yield return $"{label}: {text}";
            yield break;
        }

        yield return $"{label} ({lines.Length} lines):";
        foreach (var line in lines.Take(MostLines))
        {
            yield return Continued + line;
        }

        if (lines.Length > MostLines)
        {
            yield return $"{Continued}and {lines.Length - MostLines} more lines: {string.Join('\n', lines.Skip(MostLines))}";
        }
    }

    /// <summary>Lines that are shown without a cut; what goes on has another margin.</summary>
    private static IEnumerable<string> Pieces(string line)
    {
        var margin = Continued;
        for (var at = 0; at == 0 || at < line.Length;)
        {
            var end = Math.Min(at + LongestPiece, line.Length);
            end -= end < line.Length && char.IsHighSurrogate(line[end - 1]) ? 1 : 0;
            yield return margin + line[at..end];
            (at, margin) = (Math.Max(end, 1), "  \\ ");
        }
    }

    private static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Object or JsonValueKind.Array when value.GetRawText() is { Length: > 100 } => Spread(value),
        _ => value.GetRawText(),
    };

    private static string Spread(JsonElement value)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            value.WriteTo(json);
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static string ScopeOf(McpServerScope scope) => scope switch
    {
        McpServerScope.User => "yours",
        McpServerScope.Client => "from your editor",
        _ => "of the workspace",
    };
}
