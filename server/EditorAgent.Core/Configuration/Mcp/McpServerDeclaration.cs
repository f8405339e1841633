using System.Collections.Immutable;

namespace EditorAgent.Core.Configuration.Mcp;

/// <summary>
/// One server of an <c>mcp.json</c>. <c>${workspaceFolder}</c> is filled in; <c>${env:NAME}</c> (user scope only) and <c>${input:ID}</c> are not:
/// values of the environment and secrets appear when a server starts and nowhere before. Its text form leaves out the values of environment and headers.
/// </summary>
public sealed record McpServerDeclaration
{
    public required string Name { get; init; }

    public required McpServerScope Scope { get; init; }

    /// <summary>The file, for a person.</summary>
    public required string Source { get; init; }

    public required McpTransport Transport { get; init; }

    /// <summary>Of stdio.</summary>
    public string? Command { get; init; }

    public ImmutableArray<string> Args { get; init; } = [];

    public ImmutableSortedDictionary<string, string> Env { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Of stdio; null starts it in the workspace's root.</summary>
    public string? Cwd { get; init; }

    /// <summary>Of http and sse, absolute.</summary>
    public Uri? Url { get; init; }

    public ImmutableSortedDictionary<string, string> Headers { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The name of a variable of our environment whose value is sent as a bearer token.</summary>
    public string? BearerTokenEnvVar { get; init; }

    /// <summary>The folders that the server is told of, absolute and inside the workspace; empty tells it of none.</summary>
    public ImmutableArray<string> Roots { get; init; } = [];

    /// <summary>What its <c>${input:ID}</c> stand for.</summary>
    public ImmutableArray<McpInput> Inputs { get; init; } = [];

    /// <summary>Of http and sse; null where nothing is configured, which does not mean that no login is wanted.</summary>
    public McpOAuthSettings? OAuth { get; init; }

    public bool IsEnabled { get; init; } = true;

    /// <summary>The user has a server of this name too, which does not run in this workspace.</summary>
    public bool ReplacesUsers { get; init; }

    /// <summary>Null offers all.</summary>
    public ImmutableArray<string>? EnabledTools { get; init; }

    public ImmutableArray<string> DisabledTools { get; init; } = [];

    public TimeSpan? StartupTimeout { get; init; }

    public TimeSpan? ToolTimeout { get; init; }

    /// <summary>The exact argument vector or address, and the names of what it is given, on one line.</summary>
    public override string ToString()
    {
        var what = this.Transport == McpTransport.Stdio ? string.Join(' ', this.Args.Prepend(this.Command!).Select(Quoted)) : this.Url!.OriginalString;
        var place = this.Cwd is null ? "" : $", in {this.Cwd}";
        var env = this.Env.IsEmpty ? "" : $", environment {string.Join(", ", this.Env.Keys)}";
        var headers = this.Headers.IsEmpty ? "" : $", headers {string.Join(", ", this.Headers.Keys)}";
        var token = this.BearerTokenEnvVar is null ? "" : $", bearer token from {this.BearerTokenEnvVar}";
        return $"{this.Name}: {what}{place}{env}{headers}{token}";
    }

    /// <summary>So that where one argument ends and the next begins is seen.</summary>
    private static string Quoted(string argument) =>
        argument.Length > 0 && argument.All(character => char.IsAsciiLetterOrDigit(character) || "-_./:=@+,%".Contains(character))
            ? argument
            : $"'{argument.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
