using System.Collections.Immutable;
using EditorAgent.Core.Processes.Confining;

namespace EditorAgent.Core.Processes;

/// <summary>
/// What keeps started programs in: workspace writable, the rest read-only, credentials hidden, no network. Whether there is one is found
/// out once, when it is first asked for. Without one every command asks; nothing ever runs unconfined in silence.
/// </summary>
public sealed class Sandbox
{
    private readonly Lock gate = new();
    private readonly Func<Task<FoundSandbox>> find;
    private Task<FoundSandbox>? search;
    private volatile FoundSandbox? found;

    private Sandbox(string? knownAbsence, Func<Task<FoundSandbox>> find)
    {
        this.KnownAbsence = knownAbsence;
        this.find = find;
    }

    /// <summary>Why there is none, when that shows without trying; null says nothing.</summary>
    public string? KnownAbsence { get; }

    /// <summary>The one of this machine.</summary>
    public static Sandbox Of(SandboxPlaces places, TimeProvider time) => new(SandboxSearch.KnownAbsence(), () => Task.Run(() => SandboxSearch.RunAsync(places, time)));

    /// <summary>None, with a reason: the user switched it off.</summary>
    public static Sandbox Absent(string reason) => new(reason, () => Task.FromResult(FoundSandbox.None(reason)));

    /// <summary>Whether programs can be kept in on this machine; the first call tries it out, later ones remember.</summary>
    public async ValueTask<SandboxStatus> StatusAsync(CancellationToken cancellationToken) => (await this.FoundAsync(cancellationToken)).Status;

    /// <summary>The same for a workspace: some cannot be worked in from inside, because they belong to another account.</summary>
    /// <param name="roots">The workspace's roots, links resolved.</param>
    public async ValueTask<SandboxStatus> StatusAsync(ImmutableArray<string> roots, CancellationToken cancellationToken)
    {
        var here = await this.FoundAsync(cancellationToken);
        return here.Confiner?.ReasonAgainst(roots) is { } reason ? new SandboxStatus(SandboxKind.None, reason) : here.Status;
    }

    /// <summary>
    /// The same program, kept in when <see cref="ProcessRunner"/> runs it. What it wrote where it must not is then told in
    /// <see cref="ProcessOutcome.Quarantined"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no sandbox, or its status was never asked for.</exception>
    public ProcessSpecification Confine(ProcessSpecification specification, Confinement confinement)
    {
        if (this.found is not { Confiner: { } confiner, Quarantine: { } quarantine })
        {
            throw new InvalidOperationException("there is no sandbox here, or nobody has asked for its status");
        }

        return specification with { Confined = new ConfinedProgram(confiner, confinement, quarantine) };
    }

    private async ValueTask<FoundSandbox> FoundAsync(CancellationToken cancellationToken)
    {
        Task<FoundSandbox> asked;
        lock (this.gate)
        {
            asked = this.search ??= this.find();
        }

        return this.found = await asked.WaitAsync(cancellationToken);
    }
}
