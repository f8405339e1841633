using System.Text.Json;
using EditorAgent.EndToEnd.Tests.Executable;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.Mcp.Verb;

/// <summary><c>mcp-config list|add|edit|remove|enable|disable|test|schema</c> with servers that people use.</summary>
public sealed class EditingTests : IDisposable
{
    private readonly VerbRun verb = new();

    [Fact]
    public async Task Server_FromItsAdditionToItsRemoval_StandsAsTheListSays()
    {
        var packages = await McpPackages.OpenAsync();
        Assert.Contains("No MCP servers yet. Add one:", await this.verb.SucceedAsync(), StringComparison.Ordinal);

        Assert.Contains("Added ev to", await this.verb.SucceedAsync("add", "ev", "--", packages.Node, packages.Everything, "stdio"), StringComparison.Ordinal);
        Assert.Contains("ready, never started yet", await this.verb.SucceedAsync("list"), StringComparison.Ordinal);
        var tested = await this.verb.SucceedAsync("test", "ev");
        Assert.Matches(@"^ev: connected in \d+ ms, speaks 2025-11-25 over stdio", tested);
        Assert.Contains("\n  echo ", tested, StringComparison.Ordinal);
        Assert.DoesNotContain("\\u{", tested, StringComparison.Ordinal);
        Assert.Matches(@"ready, \d+ tools, spoke 2025-11-25", await this.verb.SucceedAsync("list"));

        await this.verb.SucceedAsync("edit", "ev", "--entry", """{"enabledTools":["echo"]}""", "--env", "A=B");
        Assert.Contains("\n1 tool:\n  echo ", await this.verb.SucceedAsync("test", "EV"), StringComparison.Ordinal);

        await this.verb.SucceedAsync("disable", "ev");
        var off = await this.verb.RunAsync("test", "ev");
        Assert.Equal(1, off.ExitCode);
        Assert.Contains("Next: editor-agent mcp-config enable ev", off.Stdout, StringComparison.Ordinal);
        Assert.Equal("disabled", (await this.ListedAsync("ev")).GetProperty("state").GetString());
        await this.verb.SucceedAsync("enable", "ev");
        Assert.Equal("pending", (await this.ListedAsync("ev")).GetProperty("state").GetString());

        Assert.Contains("Removed ev from", await this.verb.SucceedAsync("remove", "ev"), StringComparison.Ordinal);
        Assert.Contains("No MCP servers yet.", await this.verb.SucceedAsync("list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BadInput_OfEverySubcommand_IsRefusedInOneLineAndChangesNothing()
    {
        await this.verb.SucceedAsync("add", "there", "https://127.0.0.1:1/mcp");
        var before = await File.ReadAllTextAsync(this.verb.McpFile, TestContext.Current.CancellationToken);
        (int ExitCode, string Says, string[] Arguments)[] refused =
        [
            (2, "'bogus'", ["bogus"]),
            (2, "no option --bogus", ["list", "--bogus"]),
            (4, "There is no folder", ["list", "--cwd", "/no/such/folder"]),
            (2, "'name' missing", ["add"]),
            (2, "What is x? Give an address, or a command behind --", ["add", "x"]),
            (3, "There is a server There already", ["add", "There", "--", "y"]),
            (3, "a name is 1 to 64 letters", ["add", "a__b", "--", "y"]),
            (2, "of addresses, one of http or https alone", ["add", "x", "ftp://example.com"]),
            (2, "of addresses, one of http or https alone", ["add", "x", "--", "https://example.com", "more"]),
            (3, "none of stdio, http and sse", ["add", "x", "--transport", "pipe", "https://example.com"]),
            (2, "--env is name=value", ["add", "x", "--env", "FOO", "--", "y"]),
            (2, "--header is name:value", ["add", "x", "--header", "FOO", "https://example.com"]),
            (2, "--entry is no JSON object", ["add", "x", "--entry", "{"]),
            (3, "there is no such setting", ["add", "x", "--entry", """{"comand":"z"}""", "--", "y"]),
            (3, "looks like a secret", ["add", "x", "--workspace", "https://example.com", "--header", "Authorization: Bearer sk-1234567890abcdef1234"]),
            (2, "Nothing to change was given", ["edit", "there"]),
            (2, "There is no server gone here", ["edit", "gone", "--env", "A=B"]),
            (3, "no number of milliseconds", ["edit", "there", "--entry", """{"toolTimeoutMs":-5}"""]),
            (2, "there has no input id", ["edit", "there", "--input", "id"]),
            (2, "There is no server gone here", ["remove", "gone"]),
            (2, "There is no server gone here", ["enable", "gone"]),
            (2, "There is no server gone here", ["disable", "gone"]),
            (2, "There is no server gone here", ["test", "gone"]),
            (2, "There is no server gone here", ["trust", "gone"]),
            (2, "There is no server gone here", ["login", "gone"]),
            (2, "There is no server gone here", ["logout", "gone"]),
            (1, "there is nothing to log in to", ["login", "there"]),
            (2, "from kimi, claude, vscode and cursor", ["import", "emacs"]),
            (2, "There is no audit bogus", ["audit", "bogus"]),
            (2, "--since is a date", ["audit", "--since", "yesterday"]),
        ];

        var said = new List<string>();
        foreach (var (exitCode, says, arguments) in refused)
        {
            if (await this.verb.RefuseAsync(exitCode, arguments) is var line && !line.Contains(says, StringComparison.Ordinal))
            {
                said.Add($"{string.Join(' ', arguments)}: {line}");
            }
        }

        Assert.Empty(said);
        Assert.Equal(before, await File.ReadAllTextAsync(this.verb.McpFile, TestContext.Current.CancellationToken));
        Assert.False(File.Exists(this.verb.WorkspaceFile));
    }

    [Fact]
    public async Task BrokenFile_IsNamedByEverySubcommandAndStaysAsItIs()
    {
        await this.verb.WriteAsync(this.verb.McpFile, "{\n  \"mcpServers\": {,\n");

        var list = await this.verb.SucceedAsync("list");
        Assert.Contains("is ignored: it is no valid JSON, in line 2", list, StringComparison.Ordinal);
        Assert.DoesNotContain("No MCP servers yet", list, StringComparison.Ordinal);
        var doctor = await AgentProcess.RunAsync(this.verb.Folders, "doctor");
        Assert.Contains("mcp.json is ignored: it is no valid JSON, in line 2", doctor.Stdout, StringComparison.Ordinal);
        Assert.Contains("\nMCP servers    none\n", doctor.Stdout, StringComparison.Ordinal);
        Assert.Contains("is no valid JSON (line 2). Nothing was changed", await this.verb.RefuseAsync(3, "add", "x", "--", "y"), StringComparison.Ordinal);
        Assert.Contains("it is no valid JSON", await this.verb.RefuseAsync(2, "test", "x"), StringComparison.Ordinal);
        Assert.StartsWith("{\n  \"mcpServers\": {,", await File.ReadAllTextAsync(this.verb.McpFile, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_WhenTheServerDoesNotStart_SaysWhyAndWhatItWroteLast()
    {
        var packages = await McpPackages.OpenAsync();
        await this.verb.SucceedAsync("add", "none", "--", "/no/such/program");
        await this.verb.SucceedAsync("add", "closed", "http://127.0.0.1:1/mcp");
        await this.verb.SucceedAsync("add", "files", "--", packages.Node, packages.Filesystem, "/no/such/folder");

        foreach (var (name, says) in new[] { ("none", "There is no program /no/such/program"), ("closed", "cannot be reached: Connection refused"), ("files", "  stderr  ") })
        {
            var result = await this.verb.RunAsync("test", name);
            Assert.True(result.ExitCode == 1 && result.Stderr.Length == 0, result.ToString());
            Assert.StartsWith($"{name}: failed\n", result.Stdout, StringComparison.Ordinal);
            Assert.Contains(says, result.Stdout, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", result.Stdout.Replace("stderr", "", StringComparison.Ordinal).Split("  stderr")[0], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Input_IsAskedForOnceAndKeptOutOfTheFile()
    {
        var packages = await McpPackages.OpenAsync();
        var library = Directory.CreateDirectory(Path.Combine(this.verb.Folders.Home, "library-of-secrets")).FullName;

        Assert.Contains("Give it with: editor-agent mcp-config edit files --input folder", await this.verb.SucceedAsync("add", "files", "--", packages.Node, packages.Filesystem, "${input:folder}"), StringComparison.Ordinal);
        var before = await this.verb.RunAsync("test", "files");
        Assert.Equal(5, before.ExitCode);
        Assert.Contains("Next: editor-agent mcp-config edit files --input folder", before.Stdout, StringComparison.Ordinal);
        Assert.Contains("needs a value", await this.verb.SucceedAsync("list"), StringComparison.Ordinal);
        Assert.Contains("No value was given", await this.verb.RefuseAsync(2, "edit", "files", "--input", "folder"), StringComparison.Ordinal);

        var given = await this.verb.PipeAsync(library, "edit", "files", "--input", "folder");

        Assert.True(given.ExitCode == 0, given.ToString());
        Assert.DoesNotContain(library, given.Stdout + given.Stderr, StringComparison.Ordinal);
        Assert.Contains("files: connected in", await this.verb.SucceedAsync("test", "files"), StringComparison.Ordinal);
        var file = await File.ReadAllTextAsync(this.verb.McpFile, TestContext.Current.CancellationToken);
        Assert.Contains("\"password\": true", file, StringComparison.Ordinal);
        Assert.DoesNotContain(library, file, StringComparison.Ordinal);

        await this.verb.SucceedAsync("remove", "files");
        Assert.Contains("Give it with: editor-agent mcp-config edit again --input folder", await this.verb.SucceedAsync("add", "again", "--", packages.Node, packages.Filesystem, "${input:folder}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BrokenEntry_IsRepairedAndRemovedByName()
    {
        await this.verb.WriteAsync(this.verb.McpFile, """{"mcpServers":{"a":{"command":5},"two words":{"command":"x"}}}""");

        await this.verb.SucceedAsync("remove", "two words");
        await this.verb.SucceedAsync("edit", "a", "--", "node");

        var only = Assert.Single(Json(this.verb.McpFile).GetProperty("mcpServers").EnumerateObject());
        Assert.Equal(("a", "node"), (only.Name, only.Value.GetProperty("command").GetString()));
    }

    [Fact]
    public async Task Add_WithASecretInPlainSight_SaysHowToKeepItOutOfTheFile()
    {
        var added = await this.verb.SucceedAsync("add", "x", "https://127.0.0.1:1/", "--header", "Authorization: Bearer sk-1234567890abcdef1234");

        Assert.Contains("note  headers Authorization looks like a secret and stands in the file now", added, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-1234567890abcdef1234", added + await this.verb.SucceedAsync("list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schema_ComesWithTheExecutableAndIsFoundFromTheFile()
    {
        var path = (await this.verb.SucceedAsync("schema")).Trim();
        Assert.Equal("EditorAgent's MCP servers", Json(path).GetProperty("title").GetString());

        await this.verb.SucceedAsync("add", "x", "https://127.0.0.1:1/");
        await this.verb.SucceedAsync("schema", "--write");

        var named = Json(this.verb.McpFile).GetProperty("$schema").GetString()!;
        Assert.Equal(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(Path.Combine(this.verb.Folders.Home, named), TestContext.Current.CancellationToken));
        Assert.DoesNotContain("note", await this.verb.SucceedAsync("list"), StringComparison.Ordinal);
    }

    public void Dispose() => this.verb.Dispose();

    private static JsonElement Json(string path) => JsonElement.Parse(File.ReadAllBytes(path));

    private async Task<JsonElement> ListedAsync(string name) =>
        JsonElement.Parse(await this.verb.SucceedAsync("list", "--json")).GetProperty("servers").EnumerateArray().Single(server => server.GetProperty("name").ValueEquals(name));
}
