namespace EditorAgent.Core.Processes.Confining;

/// <summary>One way of keeping programs in.</summary>
internal interface IConfiner
{
    SandboxKind Kind { get; }

    /// <summary>Works out how the program is started, at the last moment before it is: what has to be masked and protected is looked up now.</summary>
    /// <param name="specification">The program as it would run unconfined.</param>
    /// <param name="confinement">What it may do.</param>
    /// <param name="marker">What its processes carry as <see cref="OrphanWatch.MarkerName"/>.</param>
    /// <exception cref="SandboxException">It cannot be kept in as asked.</exception>
    ConfinedLaunch Prepare(ProcessSpecification specification, Confinement confinement, string marker);

    /// <summary>Why programs in this workspace cannot be kept in, or null.</summary>
    /// <param name="roots">Links resolved.</param>
    string? ReasonAgainst(IReadOnlyList<string> roots);
}
