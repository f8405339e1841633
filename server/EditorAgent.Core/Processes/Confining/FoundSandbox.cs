namespace EditorAgent.Core.Processes.Confining;

/// <summary>What the search for a sandbox found.</summary>
/// <param name="Status">What is told.</param>
/// <param name="Confiner">Null when there is none.</param>
/// <param name="Quarantine">Where what confined programs must not make is put; null when there is no sandbox.</param>
internal sealed record FoundSandbox(SandboxStatus Status, IConfiner? Confiner, Quarantine? Quarantine)
{
    public static FoundSandbox None(string reason) => new(new SandboxStatus(SandboxKind.None, reason), null, null);
}
