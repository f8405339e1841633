using System.Collections.Immutable;
using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using EditorAgent.Host.CommandLine;
using EditorAgent.Host.CommandLine.Editors;
using Xunit;

namespace EditorAgent.Tests.Editors;

public sealed class AcpRegistrationTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerAndOthers = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly VerbBench bench = new();

    [Theory]
    [InlineData("jetbrains")]
    [InlineData("zed")]
    public async Task Install_WhereNothingIs_WritesTheEntryWithTheAbsolutePathAndSaysWhatIsNext(string ide)
    {
        var said = await this.bench.InstallAsync(ide);

        var entry = this.Entry(ide);
        Assert.Equal(this.bench.Executable, entry["command"]!.GetValue<string>());
        Assert.Equal("""["acp"]""", entry["args"]!.ToJsonString());
        Assert.Equal(ide == "zed" ? "custom" : null, entry["type"]?.GetValue<string>());
        Assert.Equal(this.bench.At(".editoragent"), entry["env"]!["EDITORAGENT_HOME"]!.GetValue<string>());
        Assert.Matches(@"^Registered EditorAgent with .+ in .+\. Next: give it a model with editor-agent login, then .+\.\n$", said.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Install_Again_ChangesNothingAndKeepsNoCopy()
    {
        await this.bench.InstallAsync("zed");
        var before = File.ReadAllText(this.bench.Zed);

        Assert.Contains("already", await this.bench.InstallAsync("zed"), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(this.bench.Zed));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(this.bench.Zed)!));
    }

    [Fact]
    public async Task Install_OverAnEntryOfAnEarlierVersion_BringsThePathUpToDateAndKeepsWhatTheUserSet()
    {
        this.bench.Write(this.bench.JetBrains, """
            { "agent_servers": { "EditorAgent": { "command": "/old/0.0.9/editor-agent", "args": ["acp"], "env": { "MOONSHOT_API_KEY": "mine" }, "use_idea_mcp": true } } }
            """);

        await this.bench.InstallAsync("jetbrains");

        var entry = this.Entry("jetbrains");
        Assert.Equal(this.bench.Executable, entry["command"]!.GetValue<string>());
        Assert.Equal("mine", entry["env"]!["MOONSHOT_API_KEY"]!.GetValue<string>());
        Assert.True(entry["use_idea_mcp"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Install_OverAnEntryThatNamesNoUserFolder_WritesTheOneOfThisShell()
    {
        this.bench.Write(this.bench.JetBrains, """{ "agent_servers": { "EditorAgent": { "command": "/old/editor-agent", "args": ["acp"], "env": { "A": "b" } } } }""");

        var said = await this.bench.InstallAsync("jetbrains");

        var variables = this.Entry("jetbrains")["env"]!.AsObject().ToDictionary(variable => variable.Key, variable => variable.Value!.GetValue<string>());
        Assert.Equal(new() { ["A"] = "b", ["EDITORAGENT_HOME"] = this.bench.At(".editoragent") }, variables);
        Assert.DoesNotContain("will use the user folder", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Install_OverAnEntryThatNamesAnotherUserFolder_LeavesItAndSaysSo()
    {
        var other = this.bench.At("other");
        this.bench.Write(this.bench.JetBrains, $$"""{ "agent_servers": { "EditorAgent": { "command": "/old/editor-agent", "args": ["acp"], "env": { "EDITORAGENT_HOME": {{JsonValue.Create(other).ToJsonString()}} } } } }""");

        var said = await this.bench.InstallAsync("jetbrains");

        Assert.Equal(other, this.Entry("jetbrains")["env"]!["EDITORAGENT_HOME"]!.GetValue<string>());
        Assert.Contains($"\nJetBrains IDEs will use the user folder {other} (EDITORAGENT_HOME in {this.bench.JetBrains}), this shell {this.bench.At(".editoragent")}.", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Install_OverAnEntryThatHoldsTheKey_DoesNotAskForALogin()
    {
        this.bench.Variables["MOONSHOT_API_KEY"] = "sk-secret";
        await this.bench.InstallAsync("zed", "MOONSHOT_API_KEY");
        this.bench.Variables.Remove("MOONSHOT_API_KEY");

        Assert.DoesNotContain("login", await this.bench.InstallAsync("zed"), StringComparison.Ordinal);
        Assert.Contains("login", await this.bench.InstallAsync("jetbrains"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "command": "/bin/other", "args": ["acp"] }""", "command is \"/bin/other\" and would be ")]
    [InlineData("""{ "command": "/bin/editor-agent", "args": ["lsp"] }""", "args is [\"lsp\"] and would be [\"acp\"]")]
    [InlineData("\"a string\"", "it is no object")]
    [InlineData("""{ "command": 7 }""", "command is 7 and would be ")]
    public async Task Install_OverAnEntryOfOthers_SaysWhatDiffersAndNeedsForce(string theirs, string difference)
    {
        var text = $$"""
            {
              // mine
              "agent_servers": { "EditorAgent": {{theirs}}, "x": 1 }
            }
            """;
        this.bench.Write(this.bench.JetBrains, text);

        var refusal = await Assert.ThrowsAsync<UserFacingException>(() => this.bench.InstallAsync("jetbrains"));
        Assert.Contains(difference, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("--force", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(this.bench.JetBrains));

        await this.bench.InstallAsync(this.bench.Request("jetbrains") with { Force = true });
        Assert.Equal(this.bench.Executable, this.Entry("jetbrains")["command"]!.GetValue<string>());
        Assert.StartsWith("{\n  // mine\n", File.ReadAllText(this.bench.JetBrains).ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Install_WithAKeyInTheShell_WritesItOnlyWhenNamed()
    {
        this.bench.Variables["MOONSHOT_API_KEY"] = "sk-secret";
        await this.bench.InstallAsync("zed");
        Assert.DoesNotContain("sk-secret", File.ReadAllText(this.bench.Zed), StringComparison.Ordinal);

        await this.bench.InstallAsync("zed", "MOONSHOT_API_KEY");
        Assert.Equal("sk-secret", this.Entry("zed")["env"]!["MOONSHOT_API_KEY"]!.GetValue<string>());

        var refusal = await Assert.ThrowsAsync<UserFacingException>(() => this.bench.InstallAsync("zed", "NO_SUCH"));
        Assert.Equal(ExitCode.Usage, refusal.Code);
    }

    [Fact]
    public async Task Install_OfAKeyIntoAFileThatOthersCanRead_SaysSoAndKeepsTheCopyToTheOwner()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("modes of Unix");
            return;
        }

        this.bench.Variables["MOONSHOT_API_KEY"] = "sk-secret";
        this.bench.Write(this.bench.Zed, "{ \"theme\": \"dark\" }");
        File.SetUnixFileMode(this.bench.Zed, OwnerAndOthers);

        var plain = await this.bench.InstallAsync("zed");
        Assert.DoesNotContain("Others", plain, StringComparison.Ordinal);
        Assert.Equal(OwnerAndOthers, File.GetUnixFileMode(Assert.Single(this.Copies())));

        var said = await this.bench.InstallAsync("zed", "MOONSHOT_API_KEY");
        Assert.Contains($"\nOthers on this machine can read {this.bench.Zed} and what it says of MOONSHOT_API_KEY. Mend it: chmod 600 {this.bench.Zed}\n", said, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-secret", said, StringComparison.Ordinal);
        Assert.Equal(OwnerAndOthers, File.GetUnixFileMode(this.bench.Zed));
        Assert.Equal([OwnerOnly, OwnerAndOthers], this.Modes());

        File.SetUnixFileMode(this.bench.Zed, OwnerOnly);
        Assert.DoesNotContain("Others", await this.bench.InstallAsync("zed", "MOONSHOT_API_KEY"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Uninstall_OfAnEntryWithAKey_SaysThatTheCopyHoldsItAndKeepsItToTheOwner()
    {
        this.bench.Variables["MOONSHOT_API_KEY"] = "sk-secret";
        await this.bench.InstallAsync("zed", "MOONSHOT_API_KEY");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(this.bench.Zed, OwnerAndOthers);
        }

        var said = await this.bench.UninstallAsync(this.bench.Request("zed"));

        var copy = Assert.Single(this.Copies());
        Assert.Contains($"\n{copy} still holds MOONSHOT_API_KEY: delete it when you do not need it.", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Others", said, StringComparison.Ordinal);
        Assert.Contains("sk-secret", File.ReadAllText(copy), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(OwnerOnly, File.GetUnixFileMode(copy));
        }
    }

    [Fact]
    public async Task Uninstall_OfAnEntryWithoutAKey_SaysNothingOfTheCopy()
    {
        await this.bench.InstallAsync("zed");

        Assert.DoesNotContain("still holds", await this.bench.UninstallAsync(this.bench.Request("zed")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Install_AsADryRun_ShowsTheChangeAndWritesNothing()
    {
        var text = "{\n  \"theme\": \"dark\"\n}\n";
        this.bench.Write(this.bench.Zed, text);

        var said = await this.bench.InstallAsync(this.bench.Request("zed") with { DryRun = true });

        Assert.Contains("+    \"EditorAgent\": {", said, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(this.bench.Zed));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(this.bench.Zed)!));
    }

    [Fact]
    public async Task Install_IntoABrokenFile_WritesNothing()
    {
        this.bench.Write(this.bench.Zed, "{ \"theme\": ");

        await Assert.ThrowsAsync<UserFacingException>(() => this.bench.InstallAsync("zed"));

        Assert.Equal("{ \"theme\": ", File.ReadAllText(this.bench.Zed));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(this.bench.Zed)!));
    }

    [Fact]
    public async Task Install_InsideWindowsSubsystem_SaysThatJetBrainsStartsNothingThere()
    {
        this.bench.Variables["WSL_DISTRO_NAME"] = "Debian";

        Assert.Contains("inside WSL", await this.bench.InstallAsync("jetbrains"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Uninstall_OfOurEntry_TakesItOutAndLeavesTheOthers()
    {
        var text = "{\n  \"agent_servers\": {\n    \"x\": { \"command\": \"/x\" } // keep\n  }\n}\n";
        this.bench.Write(this.bench.Zed, text);
        await this.bench.InstallAsync("zed");

        await this.bench.UninstallAsync(this.bench.Request("zed"));

        Assert.Equal(text, File.ReadAllText(this.bench.Zed));
        Assert.Contains("Nothing was changed", await this.bench.UninstallAsync(this.bench.Request("zed")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Uninstall_OfAnEntryOfOthers_NeedsForce()
    {
        this.bench.Write(this.bench.JetBrains, """{ "agent_servers": { "EditorAgent": { "command": "/bin/other", "args": ["acp"] } } }""");

        await Assert.ThrowsAsync<UserFacingException>(() => this.bench.UninstallAsync(this.bench.Request("jetbrains")));
        await this.bench.UninstallAsync(this.bench.Request("jetbrains") with { Force = true });

        Assert.Equal("""{ "agent_servers": {} }""", File.ReadAllText(this.bench.JetBrains));
    }

    [Theory]
    [InlineData("jetbrains", "agent_servers")]
    [InlineData("zed", "agent_servers")]
    [InlineData("neovim", "\"lsp\"")]
    [InlineData("emacs", "eglot-server-programs")]
    [InlineData("helix", "[language-server.editor-agent]")]
    [InlineData("sublime", "show_code_lens")]
    public void PrintConfig_ForEveryEditor_NamesTheExecutableInFull(string editor, string word)
    {
        var command = new AgentCommand("C:\\Program Files\\\"x\"\\editor-agent.exe", [], ImmutableSortedDictionary<string, string>.Empty);

        var text = ConfigSnippet.For(editor, EditorPlaces.Of(this.bench.Context(new MemoryStream())), command);

        Assert.Contains(word, text, StringComparison.Ordinal);
        Assert.Contains("\"C:\\\\Program Files\\\\\\\"x\\\"\\\\editor-agent.exe\"", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("neovim", "vim.env.EDITORAGENT_HOME = \"/my \\\"x\\\"/folder\"")]
    [InlineData("emacs", "(setenv \"EDITORAGENT_HOME\" \"/my \\\"x\\\"/folder\")")]
    [InlineData("helix", "environment = { \"EDITORAGENT_HOME\" = \"/my \\\"x\\\"/folder\" }")]
    [InlineData("sublime", "\"env\": { \"EDITORAGENT_HOME\": \"/my \\\"x\\\"/folder\" },")]
    public void PrintConfig_InAShellThatNamesTheUserFolder_NamesItToo(string editor, string expected)
    {
        var places = EditorPlaces.Of(this.bench.Context(new MemoryStream()));
        var plain = new AgentCommand("/x/editor-agent", [], ImmutableSortedDictionary<string, string>.Empty);

        var lines = ConfigSnippet.For(editor, places, plain with { Environment = plain.Environment.Add("EDITORAGENT_HOME", "/my \"x\"/folder") }).Split('\n');

        Assert.Equal(expected, Assert.Single(lines, line => line.Contains("EDITORAGENT_HOME", StringComparison.Ordinal)).Trim());
        Assert.Equal(ConfigSnippet.For(editor, places, plain).Split('\n'), lines.Where(line => line.Trim() != expected));
        Assert.Throws<UserFacingException>(() => ConfigSnippet.For(editor, places, plain with { Environment = plain.Environment.Add("EDITORAGENT_HOME", "/a\nb") }));
    }

    /// <summary>What the page about editors shows is what the verb prints.</summary>
    [Theory]
    [InlineData("neovim")]
    [InlineData("emacs")]
    [InlineData("helix")]
    [InlineData("sublime")]
    public void PrintConfig_ForThePathOfThePage_IsWhatThePageShows(string editor)
    {
        var page = File.ReadAllLines(Path.Combine(Root(), "clients", "README.md")).Select(line => line.Trim()).ToHashSet();

        var text = ConfigSnippet.For(editor, EditorPlaces.Of(this.bench.Context(new MemoryStream())), new AgentCommand("/home/me/editor-agent/editor-agent", [], ImmutableSortedDictionary<string, string>.Empty));

        var code = text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && !line.StartsWith("--", StringComparison.Ordinal) && line[0] is not (';' or '#' or '/'));
        Assert.All(code, line => Assert.Contains(line, page));
    }

    [Fact]
    public void PrintConfig_OfAPathThatCouldBreakOutOfALine_IsRefused() => Assert.Throws<UserFacingException>(
        () => ConfigSnippet.For("helix", EditorPlaces.Of(this.bench.Context(new MemoryStream())), new AgentCommand("/tmp/a\nb/editor-agent", [], ImmutableSortedDictionary<string, string>.Empty)));

    public void Dispose() => this.bench.Dispose();

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "EditorAgent.sln")))
        {
            directory = directory.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return directory.FullName;
    }

    [UnsupportedOSPlatform("windows")]
    private UnixFileMode[] Modes()
    {
        var modes = new List<UnixFileMode>();
        foreach (var copy in this.Copies())
        {
            modes.Add(File.GetUnixFileMode(copy));
        }

        modes.Sort();
        return [.. modes];
    }

    private string[] Copies() => Directory.GetFiles(Path.GetDirectoryName(this.bench.Zed)!, "*.bak");

    private JsonObject Entry(string ide) =>
        JsonNode.Parse(File.ReadAllText(ide == "zed" ? this.bench.Zed : this.bench.JetBrains), documentOptions: new() { CommentHandling = System.Text.Json.JsonCommentHandling.Skip })!["agent_servers"]!["EditorAgent"]!.AsObject();
}
