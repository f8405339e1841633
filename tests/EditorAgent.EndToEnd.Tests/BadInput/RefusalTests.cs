using System.Net;
using System.Net.Sockets;
using EditorAgent.EndToEnd.Tests.Executable;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.BadInput;

/// <summary>
/// Whatever is wrong with what the executable is given: one line on stderr that says what to do, the exit code of that kind, nothing on
/// stdout, and every session as it was. Only who has no model yet is told more.
/// </summary>
public sealed class RefusalTests : IClassFixture<SavedSession>, IDisposable
{
    private const int Usage = 2;
    private const int Configuration = 3;
    private const int Workspace = 4;
    private const int Unauthorized = 6;
    private const int ModelUnavailable = 7;
    private const int Session = 8;

    private readonly AgentFolders folders = new();
    private readonly SavedSession saved;
    private readonly string journal;

    public RefusalTests(SavedSession saved)
    {
        this.saved = saved;
        saved.CopyTo(this.folders);
        this.journal = saved.JournalIn(this.folders);
        this.folders.WithModel("http://127.0.0.1:1/v1");
    }

    [Theory]
    [InlineData("frobnicate", "\"frobnicate\"", "--help")]
    [InlineData("run --frob", "--frob", "run --help")]
    [InlineData("run --jsn hello", "--jsn", "run --help")]
    [InlineData("run hello world", "world", "run --help")]
    [InlineData("run --cwd", "--cwd", "run --help")]
    [InlineData("sessions frob", "frob", "sessions --help")]
    [InlineData("sessions show", "show", "--help")]
    [InlineData("doctor --frob", "--frob", "doctor --help")]
    [InlineData("--frob", "--frob", "--help")]
    public async Task CommandLine_WhenItMakesNoSense_IsRefused(string typed, params string[] words) =>
        await this.RefusesAsync(Usage, words, typed.Split(' '));

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t ")]
    public async Task Run_WithAnEmptyPrompt_IsRefused(string prompt) => await this.RefusesAsync(Usage, ["prompt", "editor-agent run"], "run", prompt);

    [Fact]
    public async Task Run_WithNoPromptAtAll_IsRefused() => await this.RefusesAsync(Usage, ["prompt", "editor-agent run"], "run");

    [Theory]
    [InlineData("default_model = \n", "config.toml:1")]
    [InlineData("\n[loop\nmax_steps_per_turn = 3\n", "config.toml:2")]
    [InlineData("[loop]\nmax_steps_per_turn = \"many\"\n", "config.toml:2", "loop.max_steps_per_turn")]
    [InlineData("[loop]\nmax_stepps_per_turn = 3\n", "config.toml:2", "Did you mean loop.max_steps_per_turn")]
    [InlineData("[[permission.rules]]\ndecision = \"deny\"\npattern = \"edit(\"\n", "config.toml:3", "pattern", ")")]
    [InlineData("[[permission.rules]]\ndecision = \"perhaps\"\npattern = \"edit\"\n", "config.toml:3", "decision", "deny")]
    [InlineData("[providers.x]\ntype = \"carrier-pigeon\"\n", "config.toml:2", "openai")]
    public async Task Run_WithAConfigurationThatCannotBeUsed_NamesFileAndLine(string toml, params string[] words)
    {
        this.folders.WithConfig(toml);
        await this.RefusesAsync(Configuration, words, "run", "hello");
    }

    [Fact]
    public async Task Run_WithAConfigurationThatIsNoText_NamesTheFile()
    {
        await File.WriteAllBytesAsync(Path.Combine(this.folders.Home, "config.toml"), [0xff, 0xfe, 0x00, 0xc3, 0x28], TestContext.Current.CancellationToken);
        await this.RefusesAsync(Configuration, ["config.toml"], "run", "hello");
    }

    [Fact]
    public async Task Run_WithADirectoryForAConfiguration_NamesIt()
    {
        Directory.CreateDirectory(Path.Combine(this.folders.Home, "config.toml"));
        await this.RefusesAsync(Configuration, ["config.toml"], "run", "hello");
    }

    [Fact]
    public async Task Doctor_WithABrokenConfiguration_TellsItAndAllThatDoesNotDependOnIt()
    {
        this.ForgetModel();
        File.WriteAllText(Path.Combine(this.folders.Home, "config.toml"), "[providers.k]\nmodle = \"m\"\n");

        var result = await AgentProcess.RunAsync(this.folders, "doctor");

        Assert.True(result is { ExitCode: Configuration, Stderr: "" }, result.ToString());
        var broken = Assert.Single(result.Stdout.Split('\n'), line => line.StartsWith("broken ", StringComparison.Ordinal));
        Assert.Contains("config.toml:2: providers.k.modle", broken, StringComparison.Ordinal);
        Assert.All(["bash ", "git ", "sandbox ", "editors "], word => Assert.Contains($"\n{word}", result.Stdout, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_WithoutAModel_SaysWhatToSet()
    {
        this.ForgetModel();
        var result = await AgentProcess.RunAsync(this.folders, "run", "hello");

        // The one refusal of more than a line: who meets it is new here, and there are several ways on.
        Assert.True(result is { ExitCode: Configuration, Stdout: "" }, result.ToString());
        Assert.Equal("editor-agent: No model is configured. Nothing was started.", result.ErrorLines[0]);
        Assert.All(["MOONSHOT_API_KEY", "EDITORAGENT_BASE_URL", "doctor"], word => Assert.Single(result.ErrorLines, line => line.Contains(word, StringComparison.Ordinal)));
        Assert.Equal(this.journal, this.saved.JournalIn(this.folders));
    }

    [Fact]
    public async Task Run_WithAnUnknownModel_NamesTheKnownOnes() =>
        await this.RefusesAsync(Configuration, ["\"kimi-k9\"", "scripted"], "run", "--model", "kimi-k9", "hello");

    [Theory]
    [InlineData("EDITORAGENT_HOME", "relative/home", "EDITORAGENT_HOME", "absolute")]
    [InlineData("EDITORAGENT_PROVIDER", "carrier-pigeon", "EDITORAGENT_PROVIDER", "anthropic")]
    [InlineData("EDITORAGENT_MODEL", "", "EDITORAGENT_MODEL")]
    [InlineData("EDITORAGENT_BASE_URL", "not a url", "EDITORAGENT_BASE_URL", "http")]
    public async Task Run_WithAVariableThatMakesNoSense_NamesIt(string name, string value, params string[] words)
    {
        this.folders.Environment[name] = value;
        await this.RefusesAsync(Configuration, words, "run", "hello");
    }

    [Fact]
    public async Task Run_InAFolderThatDoesNotExist_NamesIt()
    {
        var missing = this.folders.WorkFile("nowhere");
        await this.RefusesAsync(Workspace, [missing, "--cwd"], "run", "--cwd", missing, "hello");
    }

    [Fact]
    public async Task Run_InAFile_NamesIt()
    {
        var file = this.folders.WorkFile("file.txt");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        await this.RefusesAsync(Workspace, [file, "--cwd"], "run", "--cwd", file, "hello");
    }

    [Theory]
    [InlineData("20260101-000000000-abcdefgh")]
    [InlineData("../../x")]
    [InlineData("../home/config.toml")]
    [InlineData("/etc/passwd")]
    [InlineData("x")]
    [InlineData("\u0001\u202e")]
    public async Task Session_WhenThereIsNone_IsNotFoundByAnyVerb(string id)
    {
        await this.RefusesAsync(Session, ["session", "sessions list"], "run", "--session", id, "hello");
        await this.RefusesAsync(Session, ["session", "sessions list"], "sessions", "show", id);
        await this.RefusesAsync(Session, ["session", "sessions list"], "sessions", "delete", id);
        await this.RefusesAsync(Session, ["session", "sessions list"], "sessions", "undo", id);
    }

    [Fact]
    public async Task Session_WhenItsJournalIsNoise_IsRefusedAndLeftAsItIs()
    {
        const string id = "20260101-000000000-abcdefgh";
        var folder = Directory.CreateDirectory(Path.Combine(this.folders.Home, "sessions", "2026", id));
        var noise = Path.Combine(folder.FullName, "journal.jsonl");
        await File.WriteAllTextAsync(noise, "not a journal\nat all\n", TestContext.Current.CancellationToken);

        await this.RefusesAsync(Session, [id, "journal.jsonl"], "run", "--session", id, "hello");

        Assert.Equal("not a journal\nat all\n", await File.ReadAllTextAsync(noise, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("anthropic")]
    public async Task Run_WhenTheKeyIsRefused_SaysSo(string provider)
    {
        await using var server = await ScriptedServer.StartAsync("turns: [{answer: {text: never}}]", "--fault", """{"status":401,"next":9}""");
        this.folders.WithModel(server, provider);
        await this.RefusesAsync(Unauthorized, ["key", "session"], "run", "hello");
        Assert.Single(await server.RequestsAsync());
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("anthropic")]
    public async Task Run_WhenNobodyListens_SaysWhoWasCalled(string provider)
    {
        var closed = ClosedPort();
        this.folders.WithConfig("loop.max_attempts_per_step = 1\n").WithModel($"http://127.0.0.1:{closed}/v1", provider);
        await this.RefusesAsync(ModelUnavailable, [$"127.0.0.1:{closed}", "session"], "run", "hello");
    }

    public void Dispose() => this.folders.Dispose();

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task RefusesAsync(int exitCode, string[] words, params string[] arguments)
    {
        var result = await AgentProcess.RunAsync(this.folders, arguments);

        Assert.True(result.ExitCode == exitCode, result.ToString());
        Assert.Equal("", result.Stdout);
        var line = Assert.Single(result.ErrorLines);
        Assert.StartsWith("editor-agent: ", line, StringComparison.Ordinal);
        Assert.All(words, word => Assert.Contains(word, line, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("   at ", line, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", line, StringComparison.Ordinal);
        Assert.DoesNotContain(line, character => char.IsControl(character) || character == '\u202e');
        Assert.Equal(this.journal, this.saved.JournalIn(this.folders));
    }

    private void ForgetModel()
    {
        foreach (var name in this.folders.Environment.Keys.Where(name => name.StartsWith("EDITORAGENT_", StringComparison.Ordinal) && name != "EDITORAGENT_HOME").ToList())
        {
            this.folders.Environment.Remove(name);
        }
    }
}
