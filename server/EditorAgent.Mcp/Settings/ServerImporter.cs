using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Mcp.Settings;

/// <summary>Reads the servers of other programs. Their files are strangers' too: bounded, nothing in them is run, and what has no meaning here is told of.</summary>
/// <param name="workspace">Whose files are looked for.</param>
/// <param name="environment">Says where programs' folders are.</param>
public sealed class ServerImporter(Workspace workspace, IReadOnlyDictionary<string, string> environment)
{
    private const int LargestFile = 8 * 1024 * 1024;
    private const int MostServers = 200;

    /// <summary>These programs write comments into their files.</summary>
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false, MaxDepth = 64 };

    /// <summary>Where servers of a program would be, whether the files exist or not.</summary>
    public ImmutableArray<string> FilesOf(ImportSource source) => ImportFiles.Of(source, workspace.RealRoot, environment);

    /// <summary>All servers that there are, those of the workspace first.</summary>
    /// <param name="into">Where they are to go: in the workspace's file nothing may read the user's environment.</param>
    /// <returns>The servers, and one line for each file that cannot be used.</returns>
    public (ImmutableArray<ImportedServer> Servers, ImmutableArray<string> Problems) Read(ImportSource source, McpServerScope into)
    {
        var servers = ImmutableArray.CreateBuilder<ImportedServer>();
        var problems = ImmutableArray.CreateBuilder<string>();
        foreach (var file in this.FilesOf(source))
        {
            try
            {
                this.ReadFile(file, into, servers);
            }
            catch (Exception unusable) when (unusable is JsonException or InvalidOperationException or IOException or ArgumentException or ConfigurationException)
            {
                problems.Add($"{file} is left out: {(unusable is IOException or ConfigurationException ? unusable.Message.TrimEnd('.') : "it is no valid JSON")}.");
            }
        }

        return (servers.ToImmutable(), problems.ToImmutable());
    }

    private void ReadFile(string file, McpServerScope into, ImmutableArray<ImportedServer>.Builder servers)
    {
        if (Content(file) is not { } content)
        {
            return;
        }

        var bytes = content.AsSpan().StartsWith("\uFEFF"u8) ? content[3..] : content;
        var root = file.EndsWith(".toml", StringComparison.Ordinal) ? CodexServers.In(file, bytes) : JsonNode.Parse(bytes, null, Lenient) as JsonObject ?? throw new JsonException();
        var inputs = root["inputs"] as JsonArray ?? [];
        foreach (var table in this.TablesOf(root))
        {
            foreach (var (name, value) in table.Take(MostServers))
            {
                servers.Add(Imported(file, into, servers, name, value as JsonObject, inputs));
            }
        }
    }

    /// <summary>Claude keeps servers of single folders in the user's file, under the folder's path.</summary>
    private IEnumerable<JsonObject> TablesOf(JsonObject root)
    {
        var tables = new[] { root["mcpServers"], root["servers"], root["projects"]?[workspace.RealRoot]?["mcpServers"], root["projects"]?[workspace.Root]?["mcpServers"] };
        return tables.OfType<JsonObject>().Distinct();
    }

    private static ImportedServer Imported(string file, McpServerScope into, ImmutableArray<ImportedServer>.Builder earlier, string name, JsonObject? server, JsonArray inputs)
    {
        var ours = McpConfigurationReader.UsableName(name);
        if (ours is null || server is null || earlier.Any(known => known.Entry is not null && known.Name.Equals(ours, StringComparison.OrdinalIgnoreCase)))
        {
            var why = ours is null ? "its name has no letter or digit that a server's name here may have" : server is null ? "it is no object" : "another file of this program has one of that name";
            return new ImportedServer(ours ?? CanonicalText.Line(name, 64).Text, file, null, [], ImmutableDictionary<string, string>.Empty, [$"Not taken over: {why}."]);
        }

        var translation = new ServerTranslation(into, ours, inputs);
        if (ours != name)
        {
            translation.Note($"it is called {ours} here");
        }

        return translation.Of(file, server);
    }

    private static byte[]? Content(string file)
    {
        using var handle = Path.Exists(file) ? RegularFile.TryOpen(file) : null;
        if (handle is null)
        {
            return Path.Exists(file) ? throw new IOException("it cannot be read, or is no regular file") : null;
        }

        var length = RandomAccess.GetLength(handle);
        if (length > LargestFile)
        {
            throw new IOException("it is too large");
        }

        var content = new byte[length];
        return content[..RandomAccess.Read(handle, content, 0)];
    }
}
