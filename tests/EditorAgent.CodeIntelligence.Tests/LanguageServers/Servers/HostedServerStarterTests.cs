using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.LanguageServers;
using EditorAgent.CodeIntelligence.LanguageServers.Servers;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Trust;
using EditorAgent.Core.Workspaces;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.LanguageServers.Servers;

public sealed class HostedServerStarterTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("lsp-start-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Root => new Workspace(this.folder.FullName, [], []).RealRoot;

    public void Dispose() => this.folder.Delete(recursive: true);

    [Fact]
    public async Task Ask_WhenServerIsMissing_SaysWhatToInstall()
    {
        await File.WriteAllTextAsync(Path.Combine(this.Root, "a.go"), "package a\n", Token);
        await using var set = this.Set(LanguageServerDefaults.All.Single(server => server.Name == "gopls"), new TrustedPath("/nowhere", [this.Root]));

        var answer = await set.Engines[0].FindSymbolAsync(new FindSymbolQuery("a", null, null, false, 5, 1000), Token);

        Assert.Equal(CodeError.NotLoaded, answer.Error);
        Assert.StartsWith("NotLoaded: gopls, the language server for .go, is not installed. Run: go install ", answer.Text);
    }

    [Fact]
    public async Task Ask_WhenServerLiesInTheWorkspace_IsNotFoundThere()
    {
        var bin = Directory.CreateDirectory(Path.Combine(this.Root, "node_modules", ".bin")).FullName;
        var evil = Path.Combine(bin, "gopls");
        await File.WriteAllTextAsync(evil, "#!/bin/sh\ntouch \"$(dirname \"$0\")/ran\"\n", Token);
        File.SetUnixFileMode(evil, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await using var set = this.Set(LanguageServerDefaults.All.Single(server => server.Name == "gopls"), new TrustedPath(bin, [this.Root]));

        var answer = await set.Engines[0].FindSymbolAsync(new FindSymbolQuery("a", null, null, false, 5, 1000), Token);

        Assert.Equal(CodeError.NotLoaded, answer.Error);
        Assert.False(File.Exists(Path.Combine(bin, "ran")));
    }

    [Fact]
    public async Task Ask_WhenProgramIsNoServer_SaysWhatItWrote()
    {
        await File.WriteAllTextAsync(Path.Combine(this.Root, "a.txt"), "text\n", Token);
        var program = Path.Combine(this.Root, "noise.sh");
        await File.WriteAllTextAsync(program, "#!/bin/sh\necho 'Usage: no such option --stdio'\necho 'bad luck' >&2\nexit 3\n", Token);
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var declaration = new LanguageServerDeclaration { Name = "noise", Command = program, Languages = ImmutableSortedDictionary<string, string>.Empty.Add(".txt", "text") };
        await using var set = this.Set(declaration, new TrustedPath(Environment.GetEnvironmentVariable("PATH"), [this.Root]));

        var answer = await set.Engines[0].OverviewAsync(new OverviewQuery(null, 1, 1000), Token);

        Assert.Equal(CodeError.NotLoaded, answer.Error);
        Assert.Contains("noise ended in the middle of a message", answer.Text);
    }

    [Fact]
    public async Task Ask_WhenServerWantsToWriteToTheWorkspace_IsKeptFromIt()
    {
        var root = this.Root;
        await File.WriteAllTextAsync(Path.Combine(root, "a.txt"), "text\n", Token);
        var program = Path.Combine(root, "writer.sh");
        await File.WriteAllTextAsync(program, "#!/bin/sh\ntouch written || echo 'kept from it' >&2\nexit 0\n", Token);
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var agent = Directory.CreateTempSubdirectory("lsp-agent-");
        var environment = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
        var path = new TrustedPath(environment["PATH"], [root]);
        var workspace = new Workspace(root, [], []);
        var trusted = new TrustStore(Path.Combine(agent.FullName, "trust"), TimeProvider.System).GrantForSession(root, await ExecutionFingerprint.TakeAsync(root, Token));
        var starter = HostedServerStarter.Confined(
            trusted, workspace, Sandbox.Of(SandboxPlaces.From(environment, agent.FullName), TimeProvider.System), path, ChildEnvironment.From(Environment.GetEnvironmentVariables(), path));

        await using var process = await starter.StartAsync(
            new LanguageServerDeclaration { Name = "writer", Command = "./writer.sh", Languages = ImmutableSortedDictionary<string, string>.Empty.Add(".txt", "text") }, Token);
        await process.Ended;

        Assert.False(File.Exists(Path.Combine(root, "written")));
        Assert.Contains("kept from it", process.ErrorTail);
        agent.Delete(recursive: true);
    }

    [Fact]
    public void ServerPath_WhenUserChoseAnNpmPrefix_LooksThere()
    {
        var home = Directory.CreateDirectory(Path.Combine(this.Root, "home")).FullName;
        var bin = Directory.CreateDirectory(Path.Combine(home, "packages", "bin")).FullName;
        File.WriteAllText(Path.Combine(home, ".npmrc"), "audit=false\nprefix=${HOME}/packages\n");
        var program = Path.Combine(bin, "pyright-langserver");
        File.WriteAllText(program, "");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        Assert.Equal(program, ServerPath.Of(null, home, []).Find("pyright-langserver"));
        Assert.Null(ServerPath.Of(null, home, [this.Root]).Find("pyright-langserver"));
    }

    private LanguageServerSet Set(LanguageServerDeclaration declaration, TrustedPath path)
    {
        var starter = new HostedServerStarter(this.Root, path, new Dictionary<string, string> { ["PATH"] = path.Value }, (specification, _, _) => ValueTask.FromResult(specification));
        return new LanguageServerSet([declaration], starter, new Workspace(this.Root, [], []), TimeProvider.System);
    }
}
