using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Mcp.Settings;

/// <summary>One mcp.json as it is on the disk: read strictly, written whole or not at all. Members that mean nothing to us stay, in their order.</summary>
internal sealed class McpSettingsFile(EditorAgentHome home, Workspace workspace, McpServerScope scope, TimeProvider time)
{
    private const string OfWorkspace = ".editoragent/mcp.json";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    private readonly PrivateFolder user = new(home.Directory, time);

    /// <summary>As messages call it.</summary>
    public string Source => scope == McpServerScope.User ? home.McpFile : OfWorkspace;

    public string FullPath => scope == McpServerScope.User ? home.McpFile : Path.Combine(workspace.RealRoot, ".editoragent", "mcp.json");

    /// <summary>Null when there is none.</summary>
    /// <exception cref="McpSettingsException">It cannot be read.</exception>
    public byte[]? Read()
    {
        try
        {
            if (scope == McpServerScope.User)
            {
                return this.user.Read("mcp.json");
            }

            this.RefuseLinks();
            return File.Exists(this.FullPath) ? File.ReadAllBytes(this.FullPath) : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new McpSettingsException($"{this.Source} cannot be read: {unreadable.Message.TrimEnd('.')}. Nothing was changed.", unreadable);
        }
    }

    /// <exception cref="McpSettingsException">It is not a file that can be changed without losing what it says.</exception>
    public JsonObject Parse(byte[]? content)
    {
        if (content is null || content.AsSpan().Trim(" \t\r\n"u8).IsEmpty)
        {
            return new JsonObject { ["mcpServers"] = new JsonObject() };
        }

        try
        {
            var bytes = content.AsSpan().StartsWith("\uFEFF"u8) ? content[3..] : content;
            return JsonNode.Parse(bytes, null, Strict) as JsonObject ?? throw new McpSettingsException($"{this.Source} is no JSON object. Nothing was changed; repair it first.");
        }
        catch (JsonException) when (scope == McpServerScope.User && TryParse(content) is not null)
        {
            throw new McpSettingsException($"{this.Source} has comments or commas behind the last item, which a change would lose. Nothing was changed; write it there yourself, or take them out first.");
        }
        catch (JsonException malformed)
        {
            throw new McpSettingsException($"{this.Source} is no valid JSON{(malformed.LineNumber is { } line ? $" (line {line + 1})" : "")}. Nothing was changed; repair it first.", malformed);
        }
    }

    /// <summary>To look at it only: with comments, as the reader takes it.</summary>
    /// <returns>Null when it is nothing that could be read.</returns>
    public static JsonObject? TryParse(byte[]? content)
    {
        try
        {
            var bytes = content.AsSpan().StartsWith("\uFEFF"u8) ? content.AsSpan(3) : content;
            return JsonNode.Parse(bytes, null, Strict with { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static byte[] Write(JsonObject root, byte[]? before)
    {
        var text = before is null ? "" : System.Text.Encoding.UTF8.GetString(before);
        var (character, size) = IndentOf(text);
        var options = new JsonWriterOptions
        {
            Indented = true,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            IndentCharacter = character,
            IndentSize = size,
            NewLine = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n",
        };
        using var output = new MemoryStream();
        using (var json = new Utf8JsonWriter(output, options))
        {
            root.WriteTo(json);
        }

        output.Write(text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n"u8 : "\n"u8);
        return output.ToArray();
    }

    /// <exception cref="McpSettingsException">It cannot be written; what was there stays.</exception>
    public void Save(byte[] content)
    {
        try
        {
            if (scope == McpServerScope.User)
            {
                this.user.Write("mcp.json", content);
                return;
            }

            this.RefuseLinks();
            Directory.CreateDirectory(Path.GetDirectoryName(this.FullPath)!);
            var temporary = $"{this.FullPath}.{Guid.NewGuid():N}.new";
            try
            {
                using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
                {
                    file.Write(content);
                    file.Flush(flushToDisk: true);
                }

                File.Move(temporary, this.FullPath, overwrite: true);
            }
            finally
            {
                File.Delete(temporary);
            }
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            throw new McpSettingsException($"{this.Source} cannot be written: {unwritable.Message.TrimEnd('.')}. It is as it was.", unwritable);
        }
    }

    /// <summary>The reader ignores a file behind a link, so nothing is written to one.</summary>
    private void RefuseLinks()
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(this.FullPath)!);
        if (folder.LinkTarget is not null || new FileInfo(this.FullPath).LinkTarget is not null)
        {
            throw new IOException("it is reached through a link; put a real file there");
        }
    }

    /// <summary>As the first indented line has it; two blanks where there is none.</summary>
    private static (char Character, int Size) IndentOf(string text)
    {
        var line = text.Split('\n').Skip(1).FirstOrDefault(line => line.Length > 0 && line[0] is ' ' or '\t') ?? "";
        var blanks = line.Length - line.TrimStart(line.StartsWith('\t') ? '\t' : ' ').Length;
        return line.StartsWith('\t') ? ('\t', Math.Clamp(blanks, 1, 4)) : (' ', blanks is > 0 and <= 8 ? blanks : 2);
    }
}
