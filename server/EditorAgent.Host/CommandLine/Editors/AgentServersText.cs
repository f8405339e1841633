using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EditorAgent.Host.CommandLine.Editors;

/// <summary>
/// The text of an editor's settings, JSON with comments and trailing commas, with one entry of its <c>agent_servers</c> added, replaced or
/// taken out. Every byte outside that entry stays; what comes out is read again and must say of everything else what it said before.
/// </summary>
internal sealed class AgentServersText
{
    public const string Table = "agent_servers";

    private static readonly JsonDocumentOptions Entries = new()
    {
        CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false, MaxDepth = JsonSpan.DeepestLevel,
    };

    private readonly string file;
    private readonly string name;
    private readonly byte[] bytes;
    private readonly int mark;
    private readonly JsonSpan? root;

    private AgentServersText(string file, string name, byte[] bytes, JsonSpan? root)
    {
        this.file = file;
        this.name = name;
        this.bytes = bytes;
        this.mark = MarkOf(bytes);
        this.root = root;
    }

    /// <param name="file">As messages call it.</param>
    /// <param name="name">The entry's name.</param>
    /// <param name="bytes">What the file holds; nothing where there is none.</param>
    /// <exception cref="UserFacingException">It is not valid, or says the same thing twice.</exception>
    public static AgentServersText Parse(string file, string name, byte[] bytes)
    {
        var json = bytes.AsSpan(MarkOf(bytes));
        if (JsonGap.Skip(json, 0) == json.Length)
        {
            return new AgentServersText(file, name, bytes, null);
        }

        try
        {
            var reader = new Utf8JsonReader(json, JsonSpan.Reading);
            reader.Read();
            var (kind, start) = (reader.TokenType, (int)reader.TokenStartIndex);
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String)
                {
                    // Also refuses what is no UTF-8.
                    _ = reader.GetString();
                }
            }

            return kind == JsonTokenType.StartObject
                ? new AgentServersText(file, name, bytes, JsonSpan.Read(json, start)).Checked()
                : throw Refusal(file, "is no JSON object");
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            throw Refusal(file, $"is no valid JSON{(malformed is JsonException { LineNumber: { } line } ? $" (line {line + 1})" : "")}");
        }
    }

    public bool HasEntry => this.EntrySpan is not null;

    /// <summary>What the entry says; null where there is none, or none that is an object.</summary>
    /// <exception cref="UserFacingException">It says something twice.</exception>
    public JsonObject? ReadEntry()
    {
        if (this.EntrySpan is not { Kind: JsonTokenType.StartObject } entry)
        {
            return null;
        }

        try
        {
            return (JsonObject)JsonNode.Parse(this.Json[entry.ValueStart..entry.End], documentOptions: Entries)!;
        }
        catch (JsonException)
        {
            throw Refusal(this.file, $"says something twice in \"{this.name}\"");
        }
    }

    private ReadOnlySpan<byte> Json => this.bytes.AsSpan(this.mark);

    private JsonSpanMember? TableMember => this.root?.Members.FirstOrDefault(member => member.Name == Table);

    private JsonSpan? TableSpan => this.TableMember is { } table ? JsonSpan.Read(this.Json, table.ValueStart) : null;

    private JsonSpanMember? EntrySpan => this.TableSpan?.Members.FirstOrDefault(member => member.Name == this.name);

    /// <summary>The file with the entry, in place of the one that is there.</summary>
    public byte[] With(JsonObject entry)
    {
        if (this.root is null)
        {
            var whole = new JsonLayout("  ", "\n").Write(new JsonObject { [Table] = new JsonObject { [this.name] = entry.DeepClone() } }, "");
            var gap = this.Json.IsEmpty || this.Json[^1] == (byte)'\n' ? "" : "\n";
            return this.Verified(this.Spliced([new Splice(this.Json.Length, 0, $"{gap}{whole}\n")]));
        }

        var layout = JsonLayout.Of(this.Json, this.root);
        return this.Verified(this.Spliced(this.EntrySpan is { } old
            ? [new Splice(old.ValueStart, old.End - old.ValueStart, layout.Write(entry, JsonLayout.IndentOfLine(this.Json, old.Start)))]
            : this.TableSpan is { } table
                ? this.Added(table, this.name, entry, layout)
                : this.Added(this.root, Table, new JsonObject { [this.name] = entry.DeepClone() }, layout)));
    }

    /// <summary>The file without the entry; the same where there is none.</summary>
    public byte[] Without()
    {
        if (this.TableSpan is not { } table || this.EntrySpan is not { } entry)
        {
            return this.bytes;
        }

        var json = this.Json;
        var comma = JsonGap.Skip(json, entry.End) is var next && json[next] == (byte)',' ? next : (int?)null;
        var end = comma + 1 ?? entry.End;
        if (table.Members.Length == 1 && json[(table.Start + 1)..entry.Start].IndexOfAnyExcept(" \t\r\n"u8) < 0 && JsonGap.Skip(json, end) == table.End && json[end..table.End].IndexOf((byte)'/') < 0)
        {
            return this.Verified(this.Spliced([new Splice(table.Start + 1, table.End - table.Start - 1, "")]));
        }

        var start = JsonGap.BackOverBlanks(json, entry.Start);
        var isLineOfItsOwn = json[start - 1] is (byte)'\n' or (byte)'\r' && json[JsonGap.Skip(json, end)..] is [var after, ..] && (json[end] is (byte)'\n' or (byte)'\r' || after == (byte)'}');
        var splices = ImmutableArray.CreateBuilder<Splice>();
        if (comma is null && table.Members is [.., var before, _] && table.Members[^1] == entry)
        {
            // The comma before it would be left at the end.
            splices.Add(new Splice(JsonGap.Skip(json, before.End), 1, ""));
        }

        start = isLineOfItsOwn ? JsonGap.BackOverLineEnd(json, start) : comma is null ? start : entry.Start;
        while (!isLineOfItsOwn && comma is not null && json[end] is ((byte)' ' or (byte)'\t'))
        {
            end++;
        }

        splices.Add(new Splice(start, end - start, ""));
        return this.Verified(this.Spliced(splices.DrainToImmutable()));
    }

    private static int MarkOf(byte[] bytes) => bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;

    private static UserFacingException Refusal(string file, string what) =>
        new(ExitCode.Configuration, $"{file} {what}. Nothing was changed: mend it first, or paste by hand what editor-agent acp --print-config writes.");

    /// <summary>Behind the last member, with the comma that it then needs.</summary>
    private ImmutableArray<Splice> Added(JsonSpan into, string member, JsonNode value, JsonLayout layout)
    {
        var json = this.Json;
        var key = JsonValue.Create(member).ToJsonString();
        var baseIndent = JsonLayout.IndentOfLine(json, into.Start);
        if (into.Members.IsEmpty)
        {
            var isOpen = json[into.Start..into.End].IndexOf((byte)'\n') >= 0;
            var text = $"{layout.NewLine}{baseIndent}{layout.Unit}{key}: {layout.Write(value, baseIndent + layout.Unit)}";
            return [new Splice(into.Start + 1, 0, isOpen ? text : $"{text}{layout.NewLine}{baseIndent}")];
        }

        var (first, last) = (into.Members[0], into.Members[^1]);
        var trailing = into.TrailingComma(json);
        if (JsonLayout.IndentOf(json, first.Start) is not { } indent)
        {
            var line = $" {key}: {layout.WriteLine(value)}";
            return trailing is { } at ? [new Splice(at + 1, 0, line + ",")] : [new Splice(last.End, 0, "," + line)];
        }

        var added = $"{layout.NewLine}{indent}{key}: {layout.Write(value, indent)}";
        return trailing is { } comma
            ? [new Splice(JsonGap.EndOfLine(json, comma + 1), 0, added + ",")]
            : [new Splice(last.End, 0, ","), new Splice(JsonGap.EndOfLine(json, last.End), 0, added)];
    }

    private byte[] Spliced(ImmutableArray<Splice> splices)
    {
        using var output = new MemoryStream();
        output.Write(this.bytes.AsSpan(0, this.mark));
        var done = 0;
        foreach (var splice in splices)
        {
            output.Write(this.Json[done..splice.Start]);
            output.Write(Encoding.UTF8.GetBytes(splice.Text));
            done = splice.Start + splice.Length;
        }

        output.Write(this.Json[done..]);
        return output.ToArray();
    }

    private AgentServersText Checked()
    {
        if (this.root!.Members.Count(member => member.Name == Table) > 1)
        {
            throw Refusal(this.file, $"has \"{Table}\" twice");
        }

        if (this.TableMember is { Kind: not JsonTokenType.StartObject })
        {
            throw Refusal(this.file, $"has an \"{Table}\" that is no object");
        }

        return this.TableSpan?.Members.Count(member => member.Name == this.name) > 1 ? throw Refusal(this.file, $"has \"{this.name}\" twice in \"{Table}\"") : this;
    }

    /// <summary>Nothing but the entry has changed its meaning; a text for which that is not so is never written.</summary>
    private byte[] Verified(byte[] after)
    {
        var now = Parse(this.file, this.name, after);
        return this.Others().SequenceEqual(now.Others()) ? after : throw Refusal(this.file, "cannot be changed without touching more than our entry");
    }

    /// <summary>Every other setting, as text, in its order.</summary>
    private IEnumerable<string> Others() =>
        (this.root?.Members ?? []).Where(member => member.Name != Table).Concat((this.TableSpan?.Members ?? []).Where(member => member.Name != this.name))
        .Select(member => Encoding.UTF8.GetString(this.Json[member.Start..member.End]));

    private readonly record struct Splice(int Start, int Length, string Text);
}
