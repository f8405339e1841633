using System.Collections.Immutable;
using EditorAgent.Core.Processes;

namespace EditorAgent.CodeIntelligence.Workers;

/// <summary>Where the workers of one workspace run and what keeps them in.</summary>
/// <param name="Command">How a worker is started.</param>
/// <param name="Roots">The workspace's directories, links resolved.</param>
/// <param name="CacheDirectory">The one place outside the workspace that they may write.</param>
/// <param name="Sandbox">What keeps them in.</param>
/// <param name="Time">Measures deadlines.</param>
public sealed record WorkerPlace(WorkerCommand Command, ImmutableArray<string> Roots, string CacheDirectory, Sandbox Sandbox, TimeProvider Time)
{
    /// <summary>Of the worker that holds the solution, in bytes.</summary>
    public long MemoryCeiling { get; init; } = 1_000_000_000;

    /// <summary>The SDK whose fixers are used; null where there is none.</summary>
    public string? FixSdk { get; init; }

    /// <summary>Whether the operating system keeps the workers in.</summary>
    public async ValueTask<bool> IsConfinedAsync(CancellationToken cancellationToken) =>
        (await this.Sandbox.StatusAsync(this.Roots, cancellationToken)).Kind != SandboxKind.None;

    /// <summary>A worker that only looks at the workspace.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">It could not be started.</exception>
    internal Task<HostedProcess> StartReadingAsync(ImmutableArray<string> words, CancellationToken cancellationToken) => this.StartAsync(words, isReadOnly: true, cancellationToken);

    /// <summary>A worker that builds, and so writes into the projects' intermediate directories.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">It could not be started.</exception>
    internal Task<HostedProcess> StartBuildingAsync(ImmutableArray<string> words, CancellationToken cancellationToken) => this.StartAsync(words, isReadOnly: false, cancellationToken);

    private async Task<HostedProcess> StartAsync(ImmutableArray<string> words, bool isReadOnly, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(this.CacheDirectory);
        var specification = new ProcessSpecification
        {
            Program = this.Command.Program,
            Arguments = [.. this.Command.Arguments, .. words],
            WorkingDirectory = this.Roots[0],
            Environment = ChildEnvironment.From(Environment.GetEnvironmentVariables(), new TrustedPath(Environment.GetEnvironmentVariable("PATH"), this.Roots)),
            Timeout = Timeout.InfiniteTimeSpan,
        };
        if (await this.IsConfinedAsync(cancellationToken))
        {
            specification = this.Sandbox.Confine(specification, new Confinement { WritableRoots = this.Roots, WritableDirectories = [this.CacheDirectory], IsReadOnly = isReadOnly });
        }

        return await HostedProcess.StartAsync(specification, cancellationToken);
    }
}
