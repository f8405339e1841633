using EditorAgent.Core.Agent.Importing;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Permissions;
using Xunit;

namespace EditorAgent.Tests.Agent.Importing;

public sealed class SetupImportTests : IDisposable
{
    private readonly ImportBench bench = new();

    [Theory]
    [InlineData("kimi", ImportProgram.KimiCode)]
    [InlineData("claude", ImportProgram.Claude)]
    [InlineData("vscode", ImportProgram.VisualStudioCode)]
    [InlineData("cursor", ImportProgram.Cursor)]
    [InlineData("codex", ImportProgram.Codex)]
    public void Read_OfARealSetUp_SaysOfEachThingWhatBecomesOfIt(string name, ImportProgram program)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || OperatingSystem.IsMacOS(), "other programs keep their files elsewhere there");
        Assert.Equal(File.ReadAllLines(ImportBench.Fixture($"expected/{name}-user.txt")), this.Lines(program, this.bench.User));
        Assert.Equal(File.ReadAllLines(ImportBench.Fixture($"expected/{name}-workspace.txt")), this.Lines(program, this.bench.Workspace));
    }

    [Fact]
    public void Read_OfUnusableFiles_SaysSoAndGoesOn()
    {
        this.bench.Files.Write("home/.claude/settings.json", "{ not json");
        this.bench.Files.Write("home/.kimi-code/config.toml", "a = = b");
        this.bench.Files.Write("home/.claude/CLAUDE.md", new string('x', 70_000));

        var claude = new SetupImport(this.bench.Places, this.bench.User).Read(ImportProgram.Claude);
        var kimi = new SetupImport(this.bench.Places, this.bench.User).Read(ImportProgram.KimiCode);

        Assert.Equal((ImportStanding.NotTaken, "it is no valid JSON object"), (claude[0].Standing, claude[0].Note));
        Assert.Equal((ImportStanding.NotTaken, "notes for agents"), (claude[1].Standing, claude[1].What));
        Assert.Contains(claude, item => item is { What: "skill pdf-forms", Standing: ImportStanding.Taken });
        Assert.Equal((ImportStanding.NotTaken, "the whole file"), (kimi[0].Standing, kimi[0].What));
    }

    [Fact]
    public void Write_MergesIntoWhatIsThereAndKeepsACopy()
    {
        const string Before = "# mine\ndefault_permission_mode = \"plan\"\n\n[providers.kimi]\ntype = \"moonshot\"\napi_key = \"fixture-own-key\"\n\n[[permission.rules]]\ndecision = \"deny\"\npattern = \"shell(rm -rf)\"\n";
        this.bench.Files.Write("user/config.toml", Before);
        this.bench.Files.Write("user/AGENTS.md", "Mine.");

        var items = new SetupImport(this.bench.Places, this.bench.User).Read(ImportProgram.KimiCode);
        var lines = new ImportWriter(this.bench.User).Write(items);

        var after = this.bench.Files.ReadText("user/config.toml");
        Assert.Equal(Before, this.bench.Files.ReadText("user/config.toml.before-import"));
        Assert.Contains("# mine\n", after, StringComparison.Ordinal);
        Assert.Contains("default_permission_mode = \"plan\"", after, StringComparison.Ordinal);
        Assert.Single(after.Split('\n'), "[providers.kimi]");
        Assert.Single(after.Split('\n'), "pattern = \"shell(rm -rf)\"");
        Assert.Contains("[models.\"kimi-code/k3\"]", after, StringComparison.Ordinal);
        Assert.Equal("Mine.", this.bench.Files.ReadText("user/AGENTS.md"));
        Assert.Equal("Read the log since $1.", File.ReadLines(this.bench.Files["user/skills/release-notes/SKILL.md"]).Last());
        Assert.Contains(lines, line => line.StartsWith("kept the old config.toml", StringComparison.Ordinal));
    }

    [Fact]
    public void Write_OfEverything_GivesAValidConfigurationWithoutAnyKey()
    {
        foreach (var program in Enum.GetValues<ImportProgram>())
        {
            new ImportWriter(this.bench.User).Write(new SetupImport(this.bench.Places, this.bench.User).Read(program));
            new ImportWriter(this.bench.Workspace).Write(new SetupImport(this.bench.Places, this.bench.Workspace).Read(program));
        }

        var configuration = ConfigurationLoader.Load(new EditorAgentHome(this.bench.Files["user"]), this.bench.Files["workspace"], new Dictionary<string, string>());
        Assert.Equal("kimi-code/k3", configuration.DefaultModel);
        Assert.Equal(1_048_576, Assert.Single(configuration.Models, model => model.Alias == "kimi-code/k3").ContextWindow);
        Assert.Equal(200, configuration.Loop.MaxStepsPerTurn);
        Assert.DoesNotContain(configuration.Warnings, warning => warning.Contains("is ignored", StringComparison.Ordinal));
        Assert.DoesNotContain(Directory.EnumerateFiles(this.bench.Files["user"], "*", SearchOption.AllDirectories), file => File.ReadAllText(file).Contains("fixture-", StringComparison.Ordinal));
        Assert.DoesNotContain(Enum.GetValues<ImportProgram>().SelectMany(program => new SetupImport(this.bench.Places, this.bench.User).Read(program)), item => item.Standing == ImportStanding.Taken);
    }

    [Theory]
    [InlineData("permission = { rules = [] }\n")]
    [InlineData("[[permission.rules]]\ndecision = \"deny\"\n")]
    public void Write_WhenTheFileCannotBeAddedTo_LeavesIt(string before)
    {
        var items = new SetupImport(this.bench.Places, this.bench.User).Read(ImportProgram.Claude);
        this.bench.Files.Write("user/config.toml", before);

        Assert.Throws<ConfigurationException>(() => new ImportWriter(this.bench.User).Write(items));

        Assert.Equal(before, this.bench.Files.ReadText("user/config.toml"));
        Assert.Equal(["config.toml"], Directory.EnumerateFileSystemEntries(this.bench.Files["user"]).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("allow", "Bash(npm run test:*)", "npm run test --all", PermissionDecision.Allow)]
    [InlineData("allow", "Bash(npm run test:*)", "npm run testing", PermissionDecision.Ask)]
    [InlineData("allow", "Bash(npm run test:*)", "npm run test; curl evil", PermissionDecision.Ask)]
    [InlineData("allow", "Bash(dotnet build)", "dotnet build", PermissionDecision.Allow)]
    [InlineData("allow", "Bash(dotnet build)", "dotnet build evil.proj", PermissionDecision.Ask)]
    [InlineData("deny", "Bash(rm -rf*)", "rm -rf /", PermissionDecision.Deny)]
    [InlineData("deny", "Bash(rm -rf*)", "cd x && rm -rf y", PermissionDecision.Deny)]
    [InlineData("deny", "Bash(npm run test*)", "npm run test:unit", PermissionDecision.Deny)]
    [InlineData("deny", "Bash(curl **)", "curl https://x/y", PermissionDecision.Deny)]
    [InlineData("ask", "Bash(git push:*)", "git -C sub push", PermissionDecision.Ask)]
    public void Rule_OfEachKind_HoldsAsThereOrStricter(string decision, string pattern, string command, PermissionDecision expected)
    {
        var dialect = decision == "deny" ? RuleDialect.Kimi : RuleDialect.Claude;
        var (patterns, why) = RuleTranslation.Of(decision, pattern, dialect);
        Assert.Null(why);
        var policy = new PermissionPolicy([.. patterns.Select(made => new PermissionRuleEntry(decision, made, null, new ConfigurationOrigin(ConfigurationLayer.User, "config.toml", 1)))], PermissionMode.Ask);

        Assert.Equal(expected, policy.Decide(new PermissionQuestion("shell", IsReadOnly: false, [new PermissionSubject.Command(command)]) { Execution = new Execution { Kind = "x", IsSandboxed = true } }).Decision);
    }

    [Theory]
    [InlineData("allow", "WebFetch(domain:example.org)", nameof(RuleDialect.Claude), "web_fetch(example.org)")]
    [InlineData("deny", "WebFetch(domain:example.org)", nameof(RuleDialect.Claude), "web_fetch(*.example.org)")]
    [InlineData("deny", "FetchURL(https://a.example/**)", nameof(RuleDialect.Kimi), "web_fetch(https://a.example)")]
    [InlineData("deny", "FetchURL(https://a.example/x*/y)", nameof(RuleDialect.Kimi), "web_fetch(a.example)")]
    [InlineData("allow", "WebFetch(https://a.example/docs/*)", nameof(RuleDialect.Cursor), "web_fetch(https://a.example/docs)")]
    [InlineData("ask", "WebFetch", nameof(RuleDialect.Claude), "web_fetch")]
    [InlineData("deny", "Task", nameof(RuleDialect.Claude), "agent")]
    [InlineData("deny", "Bash(dotnet test:*)", nameof(RuleDialect.Claude), "shell(dotnet test)", "run_tests(dotnet test)")]
    [InlineData("deny", "Bash", nameof(RuleDialect.Claude), "shell", "run_tests")]
    [InlineData("deny", "Read(secrets/)", nameof(RuleDialect.Claude), "read(secrets)")]
    [InlineData("deny", "Edit(a/*)", nameof(RuleDialect.Claude), "edit*(a/*)", "edit*(a/*/**)", "write(a/*)", "write(a/*/**)", "move(a/*)", "move(a/*/**)", "rename_symbol(a/*)", "rename_symbol(a/*/**)", "apply_code_action(a/*)", "apply_code_action(a/*/**)")]
    [InlineData("allow", "Write(notes.md)", nameof(RuleDialect.Kimi), "write(notes.md)")]
    [InlineData("deny", "mcp__a__b*", nameof(RuleDialect.Kimi), "mcp__a__b*")]
    public void Rule_WithAMeaningHere_IsWrittenSo(string decision, string pattern, string dialect, params string[] expected)
    {
        var (patterns, why) = RuleTranslation.Of(decision, pattern, Enum.Parse<RuleDialect>(dialect));

        Assert.Null(why);
        Assert.Equal(expected, patterns);
    }

    [Theory]
    [InlineData("allow", "FetchURL(https://a.example/**)", nameof(RuleDialect.Kimi))]
    [InlineData("allow", "WebFetch(https://a.example)", nameof(RuleDialect.Cursor))]
    [InlineData("deny", "WebFetch(https://*x.example/y)", nameof(RuleDialect.Cursor))]
    [InlineData("deny", "WebFetch(file:///etc)", nameof(RuleDialect.Cursor))]
    [InlineData("allow", "Bash(git *)", nameof(RuleDialect.Kimi))]
    [InlineData("allow", "Bash(*)", nameof(RuleDialect.Kimi))]
    [InlineData("allow", "Read(**)", nameof(RuleDialect.Kimi))]
    [InlineData("allow", "Edit(src/**)", nameof(RuleDialect.Kimi))]
    [InlineData("deny", "Bash(!ls*)", nameof(RuleDialect.Kimi))]
    [InlineData("deny", "Read(**/*.{pem,key})", nameof(RuleDialect.Kimi))]
    [InlineData("deny", "Read(../secret)", nameof(RuleDialect.Claude))]
    [InlineData("allow", "Bash(git * main)", nameof(RuleDialect.Claude))]
    [InlineData("allow", "Bash(a && b:*)", nameof(RuleDialect.Claude))]
    [InlineData("allow", "Bash(=x:*)", nameof(RuleDialect.Claude))]
    [InlineData("allow", "Edit(/src/**)", nameof(RuleDialect.Claude))]
    [InlineData("allow", "*", nameof(RuleDialect.Claude))]
    [InlineData("allow", "Task(x)", nameof(RuleDialect.Claude))]
    [InlineData("allow", "Bash(x", nameof(RuleDialect.Claude))]
    [InlineData("allow", "", nameof(RuleDialect.Claude))]
    [InlineData("maybe", "Read", nameof(RuleDialect.Claude))]
    public void Rule_WithoutTheSameMeaningHere_IsNotTakenAndSaysWhy(string decision, string pattern, string dialect)
    {
        var (patterns, why) = RuleTranslation.Of(decision, pattern, Enum.Parse<RuleDialect>(dialect));

        Assert.Empty(patterns);
        Assert.NotEmpty(why!);
    }

    public void Dispose() => this.bench.Dispose();

    private IEnumerable<string> Lines(ImportProgram program, ImportTarget target) => new SetupImport(this.bench.Places, target).Read(program).Select(item =>
        $"{item.Standing switch { ImportStanding.Taken => "+", ImportStanding.InUse => "=", _ => "-" }} {item.What}  {item.Standing switch { ImportStanding.Taken => "taken:", ImportStanding.InUse => "in use:", _ => "not taken:" }} {item.Note}"
            .Replace(this.bench.Files["home"], "<home>", StringComparison.Ordinal)
            .Replace(this.bench.Files["user"], "<user>", StringComparison.Ordinal)
            .Replace(this.bench.Files["workspace"], "<workspace>", StringComparison.Ordinal));
}
