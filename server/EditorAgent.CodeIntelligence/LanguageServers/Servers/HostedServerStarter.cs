using System.Collections.Immutable;
using System.ComponentModel;
using System.Text.Json;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Trust;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.CodeIntelligence.LanguageServers.Servers;

/// <summary>Starts servers as programs of this machine: looked for where no workspace can put one, kept in by the sandbox, workspace read-only, no network.</summary>
public sealed class HostedServerStarter : ILanguageServerStarter
{
    private readonly string root;
    private readonly TrustedPath path;
    private readonly IReadOnlyDictionary<string, string> environment;
    private readonly Func<ProcessSpecification, ImmutableArray<string>, CancellationToken, ValueTask<ProcessSpecification>> confine;

    /// <param name="root">Where servers start; links resolved.</param>
    /// <param name="path">Where they are looked for; see <see cref="ServerPath"/>.</param>
    /// <param name="environment">The whole environment that they get.</param>
    /// <param name="confine">Makes of a program the same program kept in; also gets the directories that it must be able to read.</param>
    internal HostedServerStarter(
        string root,
        TrustedPath path,
        IReadOnlyDictionary<string, string> environment,
        Func<ProcessSpecification, ImmutableArray<string>, CancellationToken, ValueTask<ProcessSpecification>> confine)
    {
        this.root = root;
        this.path = path;
        this.environment = environment;
        this.confine = confine;
    }

    /// <summary>For a workspace whose code may run. Without a sandbox no server is started.</summary>
    public static HostedServerStarter Confined(
        TrustedWorkspace trusted, Workspace workspace, Sandbox sandbox, TrustedPath path, IReadOnlyDictionary<string, string> environment) => new(
            trusted.RealRoot,
            path,
            environment,
            async (specification, readable, cancellationToken) =>
            {
                var status = await sandbox.StatusAsync(workspace.RealRoots, cancellationToken);
                return status.Kind != SandboxKind.None
                    ? sandbox.Confine(specification, new Confinement { WritableRoots = workspace.RealRoots, ReadableDirectories = readable, IsReadOnly = true })
                    : throw new LanguageServerUnavailableException($"No language server is started, because there is no sandbox to keep it in: {status.Reason} Until then use text search.");
            });

    public async Task<ILanguageServerProcess> StartAsync(LanguageServerDeclaration server, CancellationToken cancellationToken)
    {
        var program = this.Find(server)
            ?? throw new LanguageServerUnavailableException($"{server.Command}, the language server for {string.Join(" ", server.Languages.Keys)}, is not installed. {server.Install}. Until then use text search.");
        var specification = new ProcessSpecification
        {
            Program = program,
            Arguments = server.Args,
            WorkingDirectory = this.root,
            Environment = this.environment,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        try
        {
            var confined = await this.confine(specification, ReadableFor(program), cancellationToken);
            return new HostedServer(await HostedProcess.StartAsync(confined, cancellationToken));
        }
        catch (Exception failure) when (failure is Win32Exception or SandboxException or IOException)
        {
            throw new LanguageServerUnavailableException($"{server.Name} could not be started: {failure.Message.ReplaceLineEndings(" ")}");
        }
    }

    /// <summary>From the package.json of the package that the program lies in.</summary>
    public string? VersionOf(LanguageServerDeclaration server)
    {
        if (this.Find(server) is not { } program || PackageOf(program) is not { } package)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(package, "package.json")));
            return document.RootElement.TryGetProperty("version", out var version) && version.ValueKind == JsonValueKind.String ? version.GetString() : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private string? Find(LanguageServerDeclaration server)
    {
        if (!server.Command.AsSpan().ContainsAny('/', '\\'))
        {
            return this.path.Find(server.Command);
        }

        // A path is the user's own word; one from the workspace's root is code of the workspace, which may run by now.
        var program = Path.GetFullPath(server.Command, this.root);
        return File.Exists(program) ? program : null;
    }

    /// <summary>The package's directory and those beside it, which it takes its parts from.</summary>
    private static ImmutableArray<string> ReadableFor(string program)
    {
        if (PackageOf(program) is not { } package)
        {
            return [Path.GetDirectoryName(program)!];
        }

        var modules = Path.GetDirectoryName(package);
        return [Path.GetDirectoryName(program)!, Path.GetFileName(modules) == "node_modules" ? modules! : package];
    }

    private static string? PackageOf(string program)
    {
        var real = new FileInfo(program).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? program;
        for (var directory = Path.GetDirectoryName(real); directory is { Length: > 1 }; directory = Path.GetDirectoryName(directory))
        {
            if (Path.GetFileName(Path.GetDirectoryName(directory)) == "node_modules" && File.Exists(Path.Combine(directory, "package.json")))
            {
                return directory;
            }
        }

        return null;
    }

    private sealed class HostedServer(HostedProcess process) : ILanguageServerProcess
    {
        public Stream Input => process.Input;

        public Stream Output => process.Output;

        public ImmutableArray<string> ErrorTail => process.ErrorTail;

        public Task Ended => process.Ended;

        public ValueTask DisposeAsync() => process.DisposeAsync();
    }
}
