using System.Collections.Immutable;

namespace EditorAgent.Core.Processes;

/// <summary>
/// What keeps started programs in: workspace writable, the rest read-only, credentials hidden, no network. Whether there is one is found
/// out once, when it is first asked for. Without one every command asks; nothing ever runs unconfined in silence.
/// </summary>
public sealed class Sandbox
{
    private readonly Lock gate = new();
    private readonly Func<Task<SandboxStatus>> find;
    private Task<SandboxStatus>? status;

    private Sandbox(Func<Task<SandboxStatus>> find) => this.find = find;

    /// <summary>The one of this machine.</summary>
    public static Sandbox Of(SandboxPlaces places, TimeProvider time) =>
        new(() => Task.FromResult(new SandboxStatus(SandboxKind.None, $"not supported yet ({places.UserHome}, {time.GetTimestamp()})")));

    /// <summary>None, with a reason: the user switched it off.</summary>
    public static Sandbox Absent(string reason) => new(() => Task.FromResult(new SandboxStatus(SandboxKind.None, reason)));

    /// <summary>Whether programs can be kept in on this machine; the first call tries it out, later ones remember.</summary>
    public async ValueTask<SandboxStatus> StatusAsync(CancellationToken cancellationToken)
    {
        Task<SandboxStatus> asked;
        lock (this.gate)
        {
            asked = this.status ??= this.find();
        }

        return await asked.WaitAsync(cancellationToken);
    }

    /// <summary>The same for a workspace: some cannot be worked in from inside, because they belong to another account.</summary>
    /// <param name="roots">The workspace's roots, links resolved.</param>
    public ValueTask<SandboxStatus> StatusAsync(ImmutableArray<string> roots, CancellationToken cancellationToken) => this.StatusAsync(cancellationToken);

    /// <summary>
    /// The same program, kept in when <see cref="ProcessRunner"/> runs it. What it wrote where it must not is then told in
    /// <see cref="ProcessOutcome.Quarantined"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no sandbox, or its status was never asked for.</exception>
    public ProcessSpecification Confine(ProcessSpecification specification, Confinement confinement)
    {
        if (this.status is not { IsCompletedSuccessfully: true } || confinement.WritableRoots.IsDefault)
        {
            throw new InvalidOperationException("ask for the sandbox's status first");
        }

        return specification;
    }
}
