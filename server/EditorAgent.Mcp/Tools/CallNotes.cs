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

    /// <summary>What would be approved of a server that is not.</summary>
    public static IEnumerable<string> Trust(ServerStatus status) => Labelled("To be approved", string.Join('\n', status.TrustLines));

    public static IEnumerable<string> Change(ImmutableArray<string> diff) => Labelled("The server changed this tool since you saw it", string.Join('\n', diff));

    /// <summary>One line, or a label and a block behind a margin; what comes after many lines is one long line, which is shown cut.</summary>
    private static IEnumerable<string> Labelled(string label, string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
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

    private static string ScopeOf(McpServerScope scope) => scope == McpServerScope.User ? "yours" : "of the workspace";
}
