using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Configuration.Mcp;

/// <summary>Reads one server. What it does not know it warns of, since it may have been meant as a restriction.</summary>
internal sealed class McpServerReader(string source, McpServerScope scope, Workspace workspace, ImmutableDictionary<string, McpInput> inputs, Action<string> warn)
{
    private SortedDictionary<string, McpInput>? used;

    private const int MostItems = 500;
    private const int LongestText = 16 * 1024;
    private const int LongestTimeout = 3_600_000;

    /// <summary>Members of other programs' files that change nothing of what would run.</summary>
    private static readonly ImmutableArray<string> Meaningless = ["description", "gallery", "version", "timeout", "autoApprove", "alwaysAllow", "trust", "oauth", "headersHelper", "envFile"];

    /// <exception cref="McpConfigurationException">It cannot be used.</exception>
    public McpServerDeclaration Read(string name, JsonElement server)
    {
        if (server.ValueKind != JsonValueKind.Object)
        {
            throw new McpConfigurationException("it is no object");
        }

        var declaration = new McpServerDeclaration { Name = name, Scope = scope, Source = source, Transport = TransportOf(server) };
        foreach (var member in server.EnumerateObject())
        {
            declaration = this.With(declaration, member);
        }

        return Whole(declaration with { Inputs = this.used is null ? [] : [.. this.used.Values] });
    }

    private McpServerDeclaration With(McpServerDeclaration server, JsonProperty member) => member.Name switch
    {
        "type" or "transport" => server,
        "command" => server with { Command = this.WithoutInput(member) },
        "args" => server with { Args = [.. Texts(member).Select(this.Filled)] },
        "env" => server with { Env = this.Named(member, McpNames.IsVariable) },
        "cwd" => server with { Cwd = this.Directory(this.WithoutInput(member)) },
        "url" => server with { Url = Address(this.Filled(Text(member))) },
        "headers" => server with { Headers = OneLineEach(this.Named(member, McpNames.IsHeader)) },
        "bearerTokenEnvVar" => server with { BearerTokenEnvVar = this.Variable(Text(member)) },
        "oauth" when scope != McpServerScope.ListedOnly => server with { OAuth = new McpOAuthReader(scope, this.Filled).Read(member.Value) },
        "roots" => server with { Roots = this.RootsOf(member) },
        "enabled" => server with { IsEnabled = Truth(member) && server.IsEnabled },
        "disabled" => server with { IsEnabled = !Truth(member) && server.IsEnabled },
        "enabledTools" => server with { EnabledTools = [.. Texts(member)] },
        "disabledTools" => server with { DisabledTools = [.. Texts(member)] },
        "startupTimeoutMs" => server with { StartupTimeout = Duration(member) },
        "toolTimeoutMs" => server with { ToolTimeout = Duration(member) },
        _ => this.Ignoring(server, member.Name),
    };

    private McpServerDeclaration Ignoring(McpServerDeclaration server, string member)
    {
        if (scope != McpServerScope.ListedOnly || !Meaningless.Contains(member))
        {
            warn($"{source}: {CanonicalText.Line(member, 60)} of the server {server.Name} is ignored: there is no such setting.");
        }

        return server;
    }

    private static McpTransport TransportOf(JsonElement server)
    {
        McpTransport? named = server.TryGetProperty("transport", out var transport) ? Named(transport) : null;
        McpTransport? typed = server.TryGetProperty("type", out var type) ? Named(type) : null;
        return named is not null && typed is not null && named != typed
            ? throw new McpConfigurationException("its type and its transport contradict each other")
            : named ?? typed ?? (server.TryGetProperty("url", out _) ? McpTransport.Http : McpTransport.Stdio);
    }

    private static McpTransport Named(JsonElement transport) => transport.ValueKind == JsonValueKind.String ? transport.GetString() switch
    {
        "stdio" => McpTransport.Stdio,
        "http" or "streamable-http" or "streamableHttp" => McpTransport.Http,
        "sse" => McpTransport.Sse,
        _ => throw new McpConfigurationException("its transport is none of stdio, http and sse"),
    }
    : throw new McpConfigurationException("its transport is no text");

    private static McpServerDeclaration Whole(McpServerDeclaration server)
    {
        if (server.Transport == McpTransport.Stdio)
        {
            return server switch
            {
                { Command: null or "" } => throw new McpConfigurationException("it has no command"),
                { Url: not null } => throw new McpConfigurationException("it has both a command and a url"),
                { Headers.IsEmpty: false } or { BearerTokenEnvVar: not null } or { OAuth: not null } => throw new McpConfigurationException("it has a command, so headers, bearerTokenEnvVar and oauth mean nothing: put what it needs into env"),
                _ => server,
            };
        }

        return server switch
        {
            { Url: null } => throw new McpConfigurationException("it has no url"),
            { Command: not null } => throw new McpConfigurationException("it has both a command and a url"),
            { Args.IsEmpty: false } or { Env.IsEmpty: false } or { Cwd: not null } => throw new McpConfigurationException("it has a url, so args, env and cwd mean nothing: put what it needs into headers"),
            { BearerTokenEnvVar: not null } when server.Headers.Keys.Contains("Authorization", StringComparer.OrdinalIgnoreCase) => throw new McpConfigurationException("it has both bearerTokenEnvVar and a header Authorization"),
            _ => server,
        };
    }

    /// <summary>Fills in the one placeholder that is filled in here, notes the inputs, and refuses what a stranger must not ask for.</summary>
    private string Filled(string text)
    {
        var filled = McpPlaceholders.Fill(text, scope, workspace);
        foreach (var id in scope == McpServerScope.Client ? [] : McpPlaceholders.InputsOf(filled))
        {
            (this.used ??= new(StringComparer.Ordinal))[id] = inputs.GetValueOrDefault(id) ?? throw new McpConfigurationException($"it uses ${{input:{id}}}, and inputs has no such id");
        }

        return filled;
    }

    /// <summary>What runs, and where, is not left to a value that nobody approves.</summary>
    private string WithoutInput(JsonProperty member)
    {
        var text = Text(member);
        return scope != McpServerScope.Client && text.Contains("${input:", StringComparison.Ordinal)
            ? throw new McpConfigurationException($"its {member.Name} has ${{input:...}} in it; that is for args, env, url and headers")
            : this.Filled(text);
    }

    private string Variable(string name)
    {
        if (scope != McpServerScope.User)
        {
            throw new McpConfigurationException("a workspace cannot read your environment: bearerTokenEnvVar is for your own mcp.json, here it is a header with ${input:ID} that asks you");
        }

        return McpNames.IsVariable(name) ? name : throw new McpConfigurationException("its bearerTokenEnvVar is no name of a variable");
    }

    /// <summary>Never wider than the workspace: some servers take what they are told of for what they may touch.</summary>
    private ImmutableArray<string> RootsOf(JsonProperty member)
    {
        if (member.Value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return member.Value.GetBoolean() ? workspace.RealRoots : [];
        }

        if (member.Value.ValueKind != JsonValueKind.Array)
        {
            throw new McpConfigurationException("its roots is neither true, false nor a list of folders");
        }

        var roots = ImmutableArray.CreateBuilder<string>();
        foreach (var folder in Texts(member).Select(this.Filled))
        {
            if (workspace.ResolveForReading(folder) is PathResolution.Inside inside)
            {
                roots.Add(inside.Path.Absolute);
            }
            else if (scope == McpServerScope.User)
            {
                warn($"{source}: a root of the server is not offered here: {CanonicalText.Line(folder, 200)} is outside the workspace.");
            }
            else
            {
                throw new McpConfigurationException("one of its roots is outside the workspace");
            }
        }

        return [.. roots.Distinct(StringComparer.Ordinal)];
    }

    private string Directory(string text)
    {
        var directory = this.Filled(text);
        if (scope == McpServerScope.User)
        {
            return Path.IsPathFullyQualified(directory) ? directory : throw new McpConfigurationException("its cwd is no absolute path");
        }

        return workspace.ResolveForReading(directory) is PathResolution.Inside inside
            ? inside.Path.Absolute
            : throw new McpConfigurationException("its cwd is outside the workspace");
    }

    private ImmutableSortedDictionary<string, string> Named(JsonProperty member, Func<string, bool> isName)
    {
        if (member.Value.ValueKind != JsonValueKind.Object)
        {
            throw new McpConfigurationException($"its {member.Name} is no object");
        }

        var values = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var entry in member.Value.EnumerateObject())
        {
            if (!isName(entry.Name))
            {
                throw new McpConfigurationException($"a name in its {member.Name} is none");
            }

            // What an editor hands over was filled in by it, and every variable is shown before it is approved.
            if (scope is McpServerScope.Workspace or McpServerScope.ListedOnly && McpNames.ChangesWhatRuns(entry.Name))
            {
                throw new McpConfigurationException($"a workspace cannot set {entry.Name}: it changes which code other programs load, or where their traffic goes");
            }

            values[entry.Name] = this.Filled(Text(entry, member.Name));
            if (values.Count > MostItems)
            {
                throw new McpConfigurationException($"its {member.Name} has more than {MostItems} entries");
            }
        }

        return values.ToImmutable();
    }

    /// <summary>A line break in a header would be the beginning of another one, or of a request.</summary>
    private static ImmutableSortedDictionary<string, string> OneLineEach(ImmutableSortedDictionary<string, string> headers) => headers.Values.Any(value => value.Any(char.IsControl))
        ? throw new McpConfigurationException("a value in its headers has a line break or another control character in it")
        : headers;

    private static Uri Address(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.UserInfo.Length == 0 && address.Host.Length > 0
            ? address
            : throw new McpConfigurationException("its url is no http or https address without a user name");

    private static string Text(JsonProperty member, string? of = null)
    {
        if (member.Value.ValueKind != JsonValueKind.String)
        {
            throw new McpConfigurationException($"its {(of is null ? "" : of + " ")}{CanonicalText.Line(member.Name, 60)} is no text");
        }

        return Bounded(member.Value.GetString()!, member.Name);
    }

    private static IEnumerable<string> Texts(JsonProperty member)
    {
        if (member.Value.ValueKind != JsonValueKind.Array
            || member.Value.GetArrayLength() > MostItems
            || member.Value.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String))
        {
            throw new McpConfigurationException($"its {member.Name} is no list of at most {MostItems} texts");
        }

        return member.Value.EnumerateArray().Select(item => Bounded(item.GetString()!, member.Name));
    }

    private static string Bounded(string text, string name) => text.Length <= LongestText && !text.Contains('\0')
        ? text
        : throw new McpConfigurationException($"a text in its {CanonicalText.Line(name, 60)} is too long or contains a NUL");

    private static bool Truth(JsonProperty member) => member.Value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new McpConfigurationException($"its {member.Name} is neither true nor false"),
    };

    private static TimeSpan Duration(JsonProperty member) => member.Value.ValueKind == JsonValueKind.Number && member.Value.TryGetInt32(out var milliseconds) && milliseconds is > 0 and <= LongestTimeout
        ? TimeSpan.FromMilliseconds(milliseconds)
        : throw new McpConfigurationException($"its {member.Name} is no number of milliseconds up to an hour");
}
