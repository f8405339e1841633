using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Configuration.Mcp;

/// <summary>
/// Reads <c>mcp.json</c>, which may come from a stranger: strict JSON with bounds, no member twice. Comments are taken in the user's own file, and
/// in those of other programs, which are only listed. A file that is no such thing gives one problem and no server; a server that says something
/// unusable is left out with a problem, never guessed at.
/// </summary>
public static class McpConfigurationReader
{
    private const int LargestFile = 1024 * 1024;
    private const int MostServers = 200;
    private const int MostProblems = 100;

    private const string OfOthers = ".mcp.json";
    private const string OfEditor = ".vscode/mcp.json";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };
    private static readonly JsonDocumentOptions AsEditorsHaveIt = Strict with { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>
    /// The user's file and the workspace's, and what other programs' files in the workspace declare. Of two servers of one name the workspace's
    /// counts, as far as it is approved: until then neither runs, so that what answers under a name is never another server than the one declared.
    /// </summary>
    /// <param name="home">The user's folder.</param>
    /// <param name="workspace">Where the workspace's files are looked for.</param>
    public static McpConfiguration Load(EditorAgentHome home, Workspace workspace)
    {
        var own = LoadUser(home, workspace);
        var theirs = LoadWorkspace(workspace);
        return Joined(own, theirs);
    }

    /// <summary>Adds what an editor handed over. A name that a file already has stays the file's.</summary>
    public static McpConfiguration WithClient(McpConfiguration files, McpConfiguration client)
    {
        var servers = files.Servers.ToBuilder();
        var problems = files.Problems.ToBuilder();
        problems.AddRange(client.Problems);
        foreach (var server in client.Servers)
        {
            if (servers.FirstOrDefault(known => known.Scope != McpServerScope.ListedOnly && IsNamed(known, server.Name)) is { } known)
            {
                problems.Add($"{server.Source}: the server {server.Name} is ignored: {known.Source} has one of that name.");
                continue;
            }

            servers.Add(server);
        }

        return new McpConfiguration(servers.ToImmutable(), problems.ToImmutable());
    }

    private static McpConfiguration Joined(McpConfiguration own, McpConfiguration theirs)
    {
        var servers = own.Servers.ToBuilder();
        var problems = own.Problems.ToBuilder();
        problems.AddRange(theirs.Problems);
        foreach (var server in theirs.Servers)
        {
            var at = servers.ToList().FindIndex(known => IsNamed(known, server.Name));
            if (at < 0)
            {
                servers.Add(server);
            }
            else if (server.Scope == McpServerScope.Workspace && servers[at].Scope == McpServerScope.User)
            {
                servers[at] = server with { ReplacesUsers = true };
                problems.Add($"{server.Source}: the server {server.Name} takes the place of your own of that name here; until you approve it, neither runs.");
            }
            else
            {
                problems.Add($"{server.Source}: the server {server.Name} is ignored: {servers[at].Source} has one of that name.");
            }
        }

        return new McpConfiguration(servers.ToImmutable(), problems.ToImmutable());
    }

    private static bool IsNamed(McpServerDeclaration server, string name) => server.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>What the user's file declares.</summary>
    public static McpConfiguration LoadUser(EditorAgentHome home, Workspace workspace) => ReadFile(home.McpFile, home.McpFile, McpServerScope.User, workspace);

    /// <summary>What the workspace declares.</summary>
    public static McpConfiguration LoadWorkspace(Workspace workspace)
    {
        var own = OfWorkspace(workspace, ".editoragent/mcp.json", McpServerScope.Workspace);
        var shared = OfWorkspace(workspace, OfOthers, McpServerScope.ListedOnly);
        var editors = OfWorkspace(workspace, OfEditor, McpServerScope.ListedOnly);
        return new McpConfiguration([.. own.Servers, .. shared.Servers, .. editors.Servers], [.. own.Problems, .. shared.Problems, .. editors.Problems]);
    }

    /// <summary>Whether a problem is one of a file of ours, which nobody else will tell the user of.</summary>
    public static bool IsOurs(string problem) => !problem.StartsWith(OfOthers, StringComparison.Ordinal) && !problem.StartsWith(OfEditor, StringComparison.Ordinal);

    /// <summary>A name as a server may have it, as near as can be to one that somebody else gave; null when nothing of it can be used.</summary>
    public static string? UsableName(string name)
    {
        var pieces = string.Concat(name.Select(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' ? character : '-'))
            .Split(['-', '_'], StringSplitOptions.RemoveEmptyEntries);
        var joined = McpNames.IsServer(name) ? name : string.Join('-', pieces);
        return joined.Length == 0 ? null : joined[..Math.Min(joined.Length, 64)];
    }

    /// <param name="source">The file's name for messages.</param>
    /// <param name="scope">Who speaks.</param>
    /// <param name="workspace">What <c>${workspaceFolder}</c> stands for, and the guard of what is made with it.</param>
    /// <param name="content">The file; null when it could not be read.</param>
    public static McpConfiguration Read(string source, McpServerScope scope, Workspace workspace, ReadOnlyMemory<byte> content)
    {
        try
        {
            if (content.Length > LargestFile)
            {
                throw new McpConfigurationException($"it is larger than {LargestFile / 1024} KB");
            }

            var bytes = content.Span.StartsWith("\uFEFF"u8) ? content[3..] : content;
            using var document = JsonDocument.Parse(bytes, scope is McpServerScope.User or McpServerScope.ListedOnly ? AsEditorsHaveIt : Strict);
            return ReadServers(source, scope, workspace, document.RootElement);
        }
        catch (Exception malformed) when (malformed is JsonException or McpConfigurationException or InvalidOperationException)
        {
            return new McpConfiguration([], [$"{source} is ignored: {Reason(malformed)}."]);
        }
    }

    private static McpConfiguration ReadServers(string source, McpServerScope scope, Workspace workspace, JsonElement root)
    {
        var servers = ImmutableArray.CreateBuilder<McpServerDeclaration>();
        var problems = ImmutableArray.CreateBuilder<string>();
        var table = ServersOf(root, scope, tell: problem => problems.Add($"{source}: {problem}."));
        var inputs = McpInputReader.Read(root, tell: problem => problems.Add($"{source}: {problem}."));
        var count = 0;
        foreach (var entry in table)
        {
            if (++count > MostServers)
            {
                problems.Add($"{source}: servers beyond the first {MostServers} are ignored.");
                break;
            }

            var name = Cleaned(entry.Name);
            try
            {
                if (!McpNames.IsServer(entry.Name))
                {
                    throw new McpConfigurationException("a name is 1 to 64 letters, digits, - and _, and has no two _ in a row");
                }

                if (servers.FirstOrDefault(known => IsNamed(known, name)) is { } other)
                {
                    throw new McpConfigurationException($"its name differs from that of {other.Name} in case only; give it another one");
                }

                if (name.Equals(McpNames.OfVendor, StringComparison.OrdinalIgnoreCase))
                {
                    throw new McpConfigurationException($"rules know the tools that the model's vendor runs by the name {McpNames.OfVendor}; give it another name");
                }

                servers.Add(new McpServerReader(source, scope, workspace, inputs, problems.Add).Read(name, entry.Value));
            }
            catch (Exception unusable) when (unusable is McpConfigurationException or InvalidOperationException)
            {
                problems.Add($"{source}: the server {name} is ignored: {Reason(unusable)}.");
            }
        }

        return problems.Count <= MostProblems
            ? new McpConfiguration(servers.ToImmutable(), problems.ToImmutable())
            : new McpConfiguration(servers.ToImmutable(), [.. problems.Take(MostProblems), $"{source}: and {problems.Count - MostProblems} more problems."]);
    }

    /// <summary>Other programs call the table <c>servers</c>.</summary>
    private static IEnumerable<JsonProperty> ServersOf(JsonElement root, McpServerScope scope, Action<string> tell)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new McpConfigurationException("it is no JSON object");
        }

        if (root.TryGetProperty("mcpServers", out var table))
        {
            if (scope != McpServerScope.ListedOnly && root.TryGetProperty("servers", out _))
            {
                tell("servers is ignored: there is mcpServers too");
            }
        }
        else if (!root.TryGetProperty("servers", out table))
        {
            return [];
        }

        return table.ValueKind == JsonValueKind.Object ? table.EnumerateObject() : throw new McpConfigurationException("mcpServers is no object");
    }

    private static string Cleaned(string name)
    {
        var plain = string.Concat(name.Where(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_').Take(64));
        return plain.Length == 0 ? "(without a usable name)" : plain;
    }

    /// <summary>What the parser says of a text may repeat the text, so only where it is goes into a message.</summary>
    private static string Reason(Exception failure) => failure switch
    {
        JsonException { LineNumber: { } line } json => json.Message.Contains("uplicate", StringComparison.Ordinal)
            ? $"a member occurs twice, in line {line + 1}"
            : $"it is no valid JSON, in line {line + 1}",
        JsonException json => json.Message.Contains("uplicate", StringComparison.Ordinal) ? "a member occurs twice" : "it is no valid JSON",
        McpConfigurationException own => own.Message,
        _ => "its text is damaged",
    };

    private static McpConfiguration OfWorkspace(Workspace workspace, string relative, McpServerScope scope)
    {
        var file = Path.Combine(workspace.RealRoot, relative);
        if (!Path.Exists(file))
        {
            return McpConfiguration.Empty;
        }

        return new FileInfo(file).LinkTarget is null && new DirectoryInfo(Path.GetDirectoryName(file)!).LinkTarget is null
            ? ReadFile(relative, file, scope, workspace)
            : new McpConfiguration([], [$"{relative} is ignored: it is reached through a link. Put a real file there."]);
    }

    /// <summary>Of what is too large, one byte more than allowed.</summary>
    private static McpConfiguration ReadFile(string source, string file, McpServerScope scope, Workspace workspace)
    {
        var isLink = new FileInfo(file).LinkTarget is not null;
        if (!isLink && !Path.Exists(file))
        {
            return McpConfiguration.Empty;
        }

        using var handle = isLink ? null : RegularFile.TryOpen(file);
        if (handle is null)
        {
            return new McpConfiguration([], [$"{source} is ignored: {(isLink ? "it is a link, and nothing is read through one. Put a real file there" : "it is no file, or cannot be read")}."]);
        }

        var content = new byte[Math.Min(RandomAccess.GetLength(handle), LargestFile + 1)];
        return Read(source, scope, workspace, content.AsMemory(0, RandomAccess.Read(handle, content, 0)));
    }
}
