using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Mcp.Contract;
using Xunit;

namespace EditorAgent.Mcp.Tests.Trust;

/// <summary>A folder of the user's that is gone after the test, and what is put into it.</summary>
public sealed class TrustFixture : IDisposable
{
    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("ea-trust-").FullName;

    public static McpServerDeclaration Stdio(McpServerScope scope = McpServerScope.Workspace) => new()
    {
        Name = "db",
        Scope = scope,
        Source = ".editoragent/mcp.json",
        Transport = McpTransport.Stdio,
        Command = "npx",
        Args = ["-y", "server"],
        Env = ImmutableSortedDictionary<string, string>.Empty.Add("PORT", "1").Add("API_TOKEN", "hunter2-hunter2"),
    };

    public static ServerTool Tool(string name, string description = "Reads.", string schema = """{"type":"object","properties":{"a":{"type":"string"}}}""", string annotations = "{}")
    {
        var definition = JsonDocument.Parse($$"""{"name":"{{name}}","description":{{JsonSerializer.Serialize(description)}},"inputSchema":{{schema}},"annotations":{{annotations}}}""").RootElement;
        return new ServerTool(name, null, description, definition.GetProperty("inputSchema"), null, ToolHints.None, definition);
    }

    public string Only(string pattern) => Assert.Single(System.IO.Directory.EnumerateFiles(this.Directory, pattern, SearchOption.AllDirectories));

    public void Dispose() => System.IO.Directory.Delete(this.Directory, recursive: true);
}
