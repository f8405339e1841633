using System.Collections;
using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.LanguageServers;
using EditorAgent.CodeIntelligence.LanguageServers.Servers;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Trust;
using EditorAgent.Core.Workspaces;
using EditorAgent.Tests.Shared;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.LanguageServers.Real;

/// <summary>A real server over a folder of small files, kept in as in production, started once for a class of tests.</summary>
public abstract class RealServer : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("lsp-");
    private readonly DirectoryInfo agent = Directory.CreateTempSubdirectory("lsp-agent-");
    private LanguageServerSet? set;

    public LanguageServerEngine Engine => this.set!.Engines[0];

    public string Root { get; private set; } = "";

    /// <summary>As in the defaults.</summary>
    protected abstract string Server { get; }

    protected abstract IReadOnlyDictionary<string, string> Files { get; }

    public string At(string name) => Path.Combine(this.Root, name);

    public async ValueTask InitializeAsync()
    {
        this.Root = new Workspace(this.folder.FullName, [], []).RealRoot;
        foreach (var (name, text) in this.Files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(this.At(name))!);
            await File.WriteAllTextAsync(this.At(name), text);
        }

        var servers = await NpmFolder.OpenAsync("EditorAgent.CodeIntelligence.Tests/LanguageServers/servers", CancellationToken.None);
        var path = new TrustedPath(Path.Combine(servers.Path, "node_modules", ".bin") + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH"), [this.Root]);
        var workspace = new Workspace(this.Root, [], []);
        var trust = new TrustStore(Path.Combine(this.agent.FullName, "trust"), TimeProvider.System);
        var trusted = trust.GrantForSession(this.Root, await ExecutionFingerprint.TakeAsync(this.Root, CancellationToken.None));
        var starter = HostedServerStarter.Confined(trusted, workspace, this.Sandbox(), path, ChildEnvironment.From((IDictionary)Environment.GetEnvironmentVariables(), path));
        this.set = new LanguageServerSet([LanguageServerDefaults.All.Single(server => server.Name == this.Server)], starter, workspace, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        await this.set!.DisposeAsync();
        this.folder.Delete(recursive: true);
        this.agent.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    private Sandbox Sandbox()
    {
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
        return EditorAgent.Core.Processes.Sandbox.Of(SandboxPlaces.From(environment, this.agent.FullName), TimeProvider.System);
    }

    /// <summary>What a proposal makes of the files that it names, by their names from the root; null for a deleted one.</summary>
    public async Task<ImmutableSortedDictionary<string, string?>> ApplyAsync(EditProposal proposal)
    {
        Assert.Null(proposal.Refusal);
        var texts = ImmutableSortedDictionary.CreateBuilder<string, string?>(StringComparer.Ordinal);
        foreach (var file in proposal.Files)
        {
            var bytes = file.Hash is null ? [] : await File.ReadAllBytesAsync(file.Path);
            Assert.True(file.Hash is null || file.Hash == ContentHash.Of(bytes).Value);
            var content = TextContent.Decode(bytes)!.Apply([.. file.Changes.Select(change => new TextSplice(change.Start, change.Length, change.NewText))]);
            texts[Path.GetRelativePath(this.Root, file.Path)] = file.IsDeleted ? null : content.Text;
        }

        return texts.ToImmutable();
    }
}
