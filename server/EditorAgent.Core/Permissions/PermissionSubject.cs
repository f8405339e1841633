using System.Text.Json;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Permissions;

/// <summary>What a tool call touches, in the form that rules can match: one kind, one matcher.</summary>
public abstract record PermissionSubject
{
    private PermissionSubject()
    {
    }

    /// <param name="Absolute">The real path, links resolved.</param>
    /// <param name="Relative">The same from the workspace root with forward slashes.</param>
    /// <param name="Writes">Whether the call changes the file.</param>
    public sealed record Path(string Absolute, string Relative, bool Writes) : PermissionSubject
    {
        /// <summary>As the caller spelled it, normalised, where that differs: restricting rules and protected names are held against it too.</summary>
        public string? Lexical { get; init; }

        /// <summary>Set on paths that a command names: the tool whose restricting rules hold for them too, so that no command is a way around.</summary>
        public string? JudgedAs { get; init; }

        /// <summary>Whether a command looks through everything below it.</summary>
        public bool IsTree { get; init; }

        /// <summary>Whether it lies where no file tool may read.</summary>
        public bool IsOutside { get; init; }

        public static Path Of(WorkspacePath path, bool writes) => new(path.Absolute, path.Relative, writes) { Lexical = path.Lexical };
    }

    /// <param name="Text">The command line exactly as it will be run and shown.</param>
    public sealed record Command(string Text) : PermissionSubject;

    public sealed record Url(Uri Address) : PermissionSubject;

    /// <summary>
    /// A call of an MCP server's tool. Rules are held against the pair, never against the joined name: a server <c>a__b</c> with a tool
    /// <c>c</c> is not a server <c>a</c> with a tool <c>b__c</c>.
    /// </summary>
    /// <param name="Arguments">The object that is sent.</param>
    public sealed record McpCall(string Server, string Tool, JsonElement Arguments) : PermissionSubject
    {
        /// <summary>As the model calls it.</summary>
        public string Name => $"mcp__{this.Server}__{this.Tool}";
    }
}
