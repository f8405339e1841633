using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EditorAgent.Host.CommandLine.Editors;

/// <summary>How a file is laid out, so that what comes in looks like the rest.</summary>
/// <param name="Unit">One step of indentation.</param>
/// <param name="NewLine">The file's line end.</param>
internal sealed record JsonLayout(string Unit, string NewLine)
{
    private const int WidestUnit = 16;

    /// <param name="json">The whole text.</param>
    /// <param name="root">Its outermost object.</param>
    public static JsonLayout Of(ReadOnlySpan<byte> json, JsonSpan root)
    {
        var newLine = json.IndexOf("\r\n"u8) >= 0 ? "\r\n" : "\n";
        var unit = root.Members is [var first, ..] ? IndentOf(json, first.Start) ?? "" : "";
        var isUsable = unit.Length is > 0 and <= WidestUnit && unit.All(blank => blank == unit[0]);
        return new JsonLayout(isUsable ? unit : "  ", newLine);
    }

    /// <summary>The blanks before this place on its line; null where something else stands there too.</summary>
    public static string? IndentOf(ReadOnlySpan<byte> json, int at)
    {
        var start = JsonGap.BackOverBlanks(json, at);
        return start == 0 || json[start - 1] is (byte)'\n' or (byte)'\r' ? Encoding.ASCII.GetString(json[start..at]) : null;
    }

    /// <summary>The blanks with which the line of this place begins.</summary>
    public static string IndentOfLine(ReadOnlySpan<byte> json, int at)
    {
        var start = json[..at].LastIndexOfAny((byte)'\n', (byte)'\r') + 1;
        var end = start;
        while (json[end] is (byte)' ' or (byte)'\t')
        {
            end++;
        }

        return Encoding.ASCII.GetString(json[start..end]);
    }

    /// <param name="value">What to write.</param>
    /// <param name="indent">Of the line it begins on.</param>
    public string Write(JsonNode value, string indent) => this.Write(value, indented: new JsonWriterOptions
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        IndentCharacter = this.Unit[0],
        IndentSize = this.Unit.Length,
        NewLine = "\n",
    }).Replace("\n", this.NewLine + indent, StringComparison.Ordinal);

    /// <summary>The same on one line.</summary>
    public string WriteLine(JsonNode value) => this.Write(value, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private string Write(JsonNode value, JsonWriterOptions indented)
    {
        using var output = new MemoryStream();
        using (var json = new Utf8JsonWriter(output, indented))
        {
            value.WriteTo(json);
        }

        return Encoding.UTF8.GetString(output.ToArray());
    }
}
