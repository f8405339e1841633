using System.Text.Json.Nodes;
using EditorAgent.EndToEnd.Tests.Executable;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.Mcp;

/// <summary>Servers that people use, each configured by the user and called in a turn of the published executable.</summary>
public sealed class RealServersTests : IDisposable
{
    private readonly AgentFolders folders = new();
    private readonly JsonObject servers = [];

    [Fact]
    public async Task Turn_WithServersOfEveryTransport_CallsEachOfThem()
    {
        var packages = await McpPackages.OpenAsync();
        await using var http = await EverythingOverHttp.StartAsync(packages, "streamableHttp");
        await using var sse = await EverythingOverHttp.StartAsync(packages, "sse");
        this.Stdio("stdio", packages.Node, packages.Everything, "stdio");
        this.servers["http"] = new JsonObject { ["url"] = http.Address.AbsoluteUri };
        this.servers["sse"] = new JsonObject { ["url"] = sse.Address.AbsoluteUri, ["transport"] = "sse" };

        var result = await this.RunAsync("""
            count: whole_conversation
            turns:
              - answer:
                  calls: [{tool: search_tools, arguments: {query: echo}}]
              - answer:
                  calls:
                    - {tool: mcp__stdio__echo, arguments: {message: one}}
                    - {tool: mcp__http__echo, arguments: {message: two}}
                    - {tool: mcp__sse__echo, arguments: {message: three}}
                    - {tool: mcp__http__get-tiny-image, arguments: {}}
              - answer: {text: 'Heard ${result:Echo: (one)}, ${result:Echo: (two)}, ${result:Echo: (three)}.'}
            """);

        Assert.Equal("Heard one, two, three.", result.Stdout.Trim());
        Assert.Contains("speaks 2025-11-25 over http", await this.TestAsync("http"), StringComparison.Ordinal);
        Assert.Contains("speaks 2025-11-25 over sse", await this.TestAsync("sse"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Turn_WithFilesAndMemory_ReadsTheOneAndRemembersInTheOther()
    {
        var packages = await McpPackages.OpenAsync();
        var library = Path.Combine(this.folders.Home, "library");
        Directory.CreateDirectory(library);
        await File.WriteAllTextAsync(Path.Combine(library, "shelf.txt"), "The blue book stands on shelf 17.\n", TestContext.Current.CancellationToken);
        this.Stdio("files", packages.Node, packages.Filesystem, library);
        this.Stdio("memory", packages.Node, packages.Memory);
        ((JsonObject)this.servers["memory"]!)["env"] = new JsonObject { ["MEMORY_FILE_PATH"] = Path.Combine(this.folders.Home, "memory.json") };

        var result = await this.RunAsync($$$"""
            turns:
              - answer:
                  calls: [{tool: search_tools, arguments: {query: read file entities}}]
              - answer:
                  calls: [{tool: mcp__files__read_text_file, arguments: {path: '{{{Path.Combine(library, "shelf.txt")}}}'}}]
              - answer:
                  calls:
                    - tool: mcp__memory__create_entities
                      arguments: {entities: [{name: blue book, entityType: book, observations: ['shelf ${result:shelf (\d+)}']}]}
                    - {tool: mcp__memory__search_nodes, arguments: {query: blue}}
                    - {tool: mcp__files__read_text_file, arguments: {path: '{{{Path.Combine(this.folders.Home, "mcp.json")}}}'}}
              - when: {tool_result_contains: Access denied}
                answer: {text: 'It is on ${result:(shelf \d+)}.'}
            """);

        Assert.Equal("It is on shelf 17.", result.Stdout.Trim());
        Assert.Contains("shelf 17", await File.ReadAllTextAsync(Path.Combine(this.folders.Home, "memory.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Turn_WithPostgres_ReadsTheSchemaAndIsRefusedAWrite()
    {
        var packages = await McpPackages.OpenAsync();
        await using var database = await PostgresServer.StartAsync("create table orders(id int primary key, total int not null); insert into orders values (1, 41)");
        this.Stdio("db", packages.Node, packages.Database, "--transport", "stdio", "--dsn", database.ReadOnlyAddress);

        var result = await this.RunAsync("""
            turns:
              - answer:
                  calls: [{tool: search_tools, arguments: {query: sql}}]
              - answer:
                  calls: [{tool: mcp__db__search_objects, arguments: {object_type: column, schema: public, table: orders, detail_level: full}}]
              - when: {tool_result_contains: total}
                answer:
                  calls:
                    - {tool: mcp__db__execute_sql, arguments: {sql: select total from orders where id = 1}}
                    - {tool: mcp__db__execute_sql, arguments: {sql: delete from orders where id = 1}}
              - when: {tool_result_contains: permission denied}
                answer: {text: 'The total is ${result:"total"\D+(\d+)}, and the delete was refused.'}
            """);

        Assert.Equal("The total is 41, and the delete was refused.", result.Stdout.Trim());
        Assert.Equal("1", (await database.QueryAsync("select count(*) from orders")).Trim());
        Assert.Contains("speaks 2026-07-28 over stdio", await this.TestAsync("db"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Turn_WithSqliteAndGit_WritesTheOneAndReadsTheHistoryOfTheOther()
    {
        var packages = await McpPackages.OpenAsync();
        await this.CommitAsync("A first commit of an unusual name");
        this.Stdio("lite", packages.Node, packages.Database, "--transport", "stdio", "--dsn", $"sqlite://{Path.Combine(this.folders.Home, "t.db")}");
        this.Stdio("history", packages.Node, packages.Git);
        ((JsonObject)this.servers["history"]!)["env"] = new JsonObject { ["MCP_TRANSPORT_TYPE"] = "stdio", ["GIT_BASE_DIR"] = this.folders.Workspace };

        var result = await this.RunAsync($$$"""
            turns:
              - answer:
                  calls: [{tool: search_tools, arguments: {query: sql git log}}]
              - answer:
                  calls:
                    - {tool: mcp__lite__execute_sql, arguments: {sql: create table t(n int)}}
                    - {tool: mcp__lite__execute_sql, arguments: {sql: insert into t values (23)}}
                    - {tool: mcp__lite__execute_sql, arguments: {sql: select n from t}}
                    - {tool: mcp__history__git_log, arguments: {path: '{{{this.folders.Workspace}}}'}}
              - answer: {text: 'Found ${result:"n"\D+(\d+)} and ${result:(A first commit of an unusual name)}.'}
            """);

        Assert.Equal("Found 23 and A first commit of an unusual name.", result.Stdout.Trim());
    }

    public void Dispose() => this.folders.Dispose();

    private void Stdio(string name, string command, params string[] arguments) =>
        this.servers[name] = new JsonObject { ["command"] = command, ["args"] = new JsonArray([.. arguments.Select(argument => JsonValue.Create(argument))]) };

    private async Task<AgentResult> RunAsync(string script)
    {
        await File.WriteAllTextAsync(Path.Combine(this.folders.Home, "mcp.json"), new JsonObject { ["mcpServers"] = this.servers.DeepClone() }.ToJsonString(), TestContext.Current.CancellationToken);
        await using var model = await ScriptedServer.StartAsync(script);
        this.folders.WithModel(model);
        var result = await AgentProcess.RunAsync(this.folders, "run", "--yes", "--cwd", this.folders.Workspace, "Please look.");
        Assert.True(result.ExitCode == 0, result.ToString());
        return result;
    }

    private async Task<string> TestAsync(string server)
    {
        var result = await AgentProcess.RunAsync(this.folders, "mcp-config", "test", server, "--cwd", this.folders.Workspace);
        Assert.True(result.ExitCode == 0, result.ToString());
        return result.Stdout;
    }

    private async Task CommitAsync(string subject)
    {
        string[][] commands =
        [
            ["init", "-q"],
            ["-c", "user.name=Tester", "-c", "user.email=tester@example.com", "commit", "-q", "--allow-empty", "-m", subject],
        ];
        foreach (var command in commands)
        {
            await using var git = AgentProcess.Start("git", this.folders, command);
            var ended = await git.WaitForEndAsync(await git.Output.ReadToEndAsync(TestContext.Current.CancellationToken));
            Assert.True(ended.ExitCode == 0, ended.ToString());
        }
    }
}
