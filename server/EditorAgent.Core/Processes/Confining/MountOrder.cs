using System.Collections.Immutable;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Processes.Confining;

/// <summary>
/// The mounts of one run, in the order in which bubblewrap does them: each covers what came before. Nothing is ever mounted where nothing
/// is in a directory that can be written: that would leave an empty file behind in the user's workspace.
/// </summary>
internal sealed class MountOrder(SandboxView view, Confinement confinement, ProcessSpecification specification, ProtectedEntries before)
{
    /// <summary>A mount costs about a third of a millisecond. Beyond this many single files are only watched, and their change is told.</summary>
    private const int MostProtectedMounts = 64;

    /// <summary>
    /// Where root would still change the machine: the kernel asks who writes there, not what rights are left. bubblewrap itself covers
    /// <c>sysrq-trigger</c>, <c>irq</c> and <c>bus</c>.
    /// </summary>
    private static readonly ImmutableArray<string> KernelSettings = ["/proc/sys", "/proc/fs", "/proc/acpi", "/proc/scsi", "/proc/mtrr"];

    private readonly List<string> shown = [];

    public void AddTo(List<string> words)
    {
        words.AddRange(["--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp", "--tmpfs", "/run", "--dir", SandboxView.Home]);
        if (Environment.IsPrivilegedProcess)
        {
            foreach (var settings in KernelSettings)
            {
                words.AddRange(["--ro-bind-try", settings, settings]);
            }
        }

        this.HideHomes(words);
        this.ShowTools(words);
        this.ShowWorkspace(words);
        this.Protect(words);
        this.HideOwnFolders(words);
        foreach (var socket in HostSockets.Named().Where(this.IsVisible))
        {
            words.AddRange(["--ro-bind", "/dev/null", socket]);
        }

        foreach (var home in view.Homes.Append("/run"))
        {
            words.AddRange(["--remount-ro", home]);
        }
    }

    private void HideHomes(List<string> words)
    {
        foreach (var home in view.Homes.Concat(view.SecretDirectories))
        {
            words.AddRange(["--tmpfs", home]);
        }

        foreach (var file in view.SecretFiles)
        {
            words.AddRange(["--ro-bind", "/dev/null", file]);
        }
    }

    private void ShowTools(List<string> words)
    {
        var program = Path.GetDirectoryName(specification.Program)!;
        foreach (var folder in view.Folders)
        {
            this.ShowIfHidden(words, folder);
        }

        foreach (var exception in view.FolderExceptions.Where(this.IsVisible))
        {
            words.AddRange(["--tmpfs", exception]);
        }

        if (!Paths.IsBelowAny(confinement.WritableRoots, program) && !Paths.IsBelowAny(view.Hidden, program))
        {
            this.ShowIfHidden(words, program);
        }

        if (view.NuGetConfiguration is { } sources)
        {
            words.AddRange(["--ro-bind-try", sources, SandboxView.Home + "/.nuget/NuGet/NuGet.Config"]);
        }

        if (confinement.HasNetwork && RealPath.Of("/etc/resolv.conf") is RealPath.Found(var resolver) && Paths.IsBelowAny(view.Emptied, resolver))
        {
            words.AddRange(["--ro-bind-try", resolver, resolver]);
        }
    }

    private void ShowWorkspace(List<string> words)
    {
        var bind = confinement.IsReadOnly ? "--ro-bind" : "--bind";
        foreach (var root in confinement.WritableRoots.OrderBy(root => root.Length))
        {
            words.AddRange([bind, root, root]);
            this.shown.Add(root);
        }

        foreach (var directory in confinement.WritableDirectories)
        {
            words.AddRange(["--bind", directory, directory]);
            this.shown.Add(directory);
        }
    }

    private void Protect(List<string> words)
    {
        foreach (var git in confinement.WritableRoots.SelectMany(root => GitDirectories.Of(root)).Distinct(StringComparer.Ordinal))
        {
            if (Paths.IsBelowAny(confinement.WritableRoots, git) || Paths.IsBelowAny(view.Emptied, git))
            {
                words.AddRange(["--ro-bind-try", git, git]);
                this.shown.Add(git);
            }
        }

        if (confinement.IsReadOnly)
        {
            return;
        }

        var entries = before.Entries.OrderBy(entry => entry.IsDirectory ? 0 : 1).Take(MostProtectedMounts);
        foreach (var entry in entries.Where(entry => !this.shown.Contains(entry.Path)))
        {
            words.AddRange(["--ro-bind-try", entry.Path, entry.Path]);
        }
    }

    private void HideOwnFolders(List<string> words)
    {
        foreach (var hidden in view.Hidden.Where(hidden => Directory.Exists(hidden) && this.IsVisible(hidden)))
        {
            words.AddRange(["--tmpfs", hidden]);
        }

        foreach (var path in confinement.HiddenPaths.Where(this.IsVisible))
        {
            if (Directory.Exists(path))
            {
                words.AddRange(["--tmpfs", path]);
            }
            else if (File.Exists(path))
            {
                words.AddRange(["--ro-bind", "/dev/null", path]);
            }
        }

        foreach (var directory in confinement.ReadableDirectories)
        {
            words.AddRange(["--ro-bind-try", directory, directory]);
            this.shown.Add(directory);
        }
    }

    private void ShowIfHidden(List<string> words, string folder)
    {
        if (Paths.IsBelowAny(view.Emptied, folder) && !Paths.IsBelowAny(this.shown, folder) && !Paths.IsBelowAny(confinement.WritableRoots, folder))
        {
            words.AddRange(["--ro-bind-try", folder, folder]);
            this.shown.Add(folder);
        }
    }

    /// <summary>Whether a path of the host is seen inside so far.</summary>
    private bool IsVisible(string path) => !Paths.IsBelowAny(view.Emptied, path) || Paths.IsBelowAny(this.shown, path);
}
