using System.Collections.Immutable;
using System.Runtime.Versioning;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Processes.Confining;

/// <summary>
/// Linux: bubblewrap with namespaces of its own for everything, a filter of system calls, and no capability. The program that confines
/// gets an empty environment, because the confined one can read it; the confined one's is handed over as arguments.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class Bubblewrap : IConfiner
{
    /// <summary>This path only: systems that restrict user namespaces make their exception for it.</summary>
    public const string Program = "/usr/bin/bwrap";

    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    private readonly SandboxPlaces places;
    private readonly SandboxView view;
    private readonly SealedFile? filter;

    /// <exception cref="IOException">The kernel gives no file for the filter.</exception>
    public Bubblewrap(SandboxPlaces places)
    {
        this.places = places;
        this.view = new SandboxView(places);
        this.filter = SeccompFilter.ForThisMachine() is { } program ? new SealedFile(program) : null;
    }

    public SandboxKind Kind => SandboxKind.Bubblewrap;

    public string? ReasonAgainst(IReadOnlyList<string> roots)
    {
        foreach (var root in roots)
        {
            if (Paths.IsBelowOrSame(root, this.view.UserHome))
            {
                return $"the workspace {root} holds the home directory, which must stay hidden; open a folder below it";
            }

            if (Paths.IsBelowAny(this.view.Hidden, root))
            {
                return $"the workspace {root} lies in the agent's own folder, which must stay hidden";
            }

            if (Environment.IsPrivilegedProcess && FileIdentity.Of(root) is { Owner: not 0 } identity)
            {
                return $"the workspace {root} belongs to account {identity.Owner}, and root has no rights there from inside; start the agent as that account";
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

        var before = ProtectedEntries.In(confinement.IsReadOnly ? [] : confinement.WritableRoots);
        var words = new List<string>(160) { Program };
        AddNamespaces(words, confinement.HasNetwork);
        if (this.filter is not null)
        {
            words.AddRange(["--seccomp", "9"]);
        }

        new MountOrder(this.view, confinement, specification, before).AddTo(words);
        this.AddEnvironment(words, specification.Environment, marker);
        var directory = RealPath.Of(Path.GetFullPath(specification.WorkingDirectory)) is RealPath.Found(var real) ? real : specification.WorkingDirectory;
        words.AddRange(["--chdir", directory, "--", specification.Program, .. specification.Arguments]);
        return new ConfinedLaunch
        {
            Words = [.. words],
            Environment = Nothing,
            FilterFile = this.filter?.Path,
            Before = confinement.IsReadOnly ? null : before,
        };
    }

    private static void AddNamespaces(List<string> words, bool hasNetwork)
    {
        words.AddRange(
        [
            "--unshare-user", "--disable-userns", "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try",
            "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--json-status-fd", "3",
        ]);
        if (!hasNetwork)
        {
            words.Add("--unshare-net");
        }
    }

    /// <summary>The program's own environment, with a home and a place for temporary files that it can write.</summary>
    private void AddEnvironment(List<string> words, IReadOnlyDictionary<string, string> environment, string marker)
    {
        words.Add("--clearenv");
        foreach (var (name, value) in environment)
        {
            if (!this.view.Overridden.ContainsKey(name))
            {
                words.AddRange(["--setenv", name, value]);
            }
        }

        foreach (var (name, value) in this.view.Overridden)
        {
            words.AddRange(["--setenv", name, value]);
        }

        if (!environment.ContainsKey("NUGET_PACKAGES") && this.view.NuGetPackages(this.places) is { } packages)
        {
            words.AddRange(["--setenv", "NUGET_PACKAGES", packages]);
        }

        words.AddRange(["--setenv", OrphanWatch.MarkerName, marker]);
    }
}
