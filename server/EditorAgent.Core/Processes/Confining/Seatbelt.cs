namespace EditorAgent.Core.Processes.Confining;

/// <summary>macOS: sandbox-exec with a profile made for the run.</summary>
internal sealed class Seatbelt(SandboxPlaces places) : IConfiner
{
    public const string Program = "/usr/bin/sandbox-exec";

    public SandboxKind Kind => SandboxKind.Seatbelt;

    public string? ReasonAgainst(IReadOnlyList<string> roots)
    {
        foreach (var root in roots)
        {
            if (Paths.IsBelowOrSame(root, places.UserHome))
            {
                return $"the workspace {root} holds the home directory, which must stay hidden; open a folder below it";
            }
        }

        return null;
    }

    public ConfinedLaunch Prepare(ProcessSpecification specification, Confinement confinement, string marker)
    {
        if (this.ReasonAgainst(confinement.WritableRoots) is { } reason)
        {
            throw new SandboxException($"it cannot be kept in: {reason}");
        }

        var temporary = Path.TrimEndingDirectorySeparator(Path.GetTempPath());
        var before = ProtectedEntries.In(confinement.IsReadOnly ? [] : confinement.WritableRoots);
        return new ConfinedLaunch
        {
            Words = [Program, "-p", SeatbeltProfile.For(confinement, places, temporary, before), "--", specification.Program, .. specification.Arguments],
            Environment = specification.Environment,
            Before = confinement.IsReadOnly ? null : before,
        };
    }
}
