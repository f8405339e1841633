using EditorAgent.Core.Permissions;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.BuiltInTools.Search;

/// <summary>The plan that all searching tools share: they read below one directory and change nothing.</summary>
internal static class SearchPlans
{
    /// <param name="path">As the model gave it; the workspace's root when it gave none.</param>
    public static ToolPlan For(Workspace workspace, string? path, string verb, Func<WorkspacePath, object> state)
    {
        var resolution = workspace.ResolveForReading(string.IsNullOrEmpty(path) ? "." : path);
        if (resolution is not PathResolution.Inside(var resolved))
        {
            return new ToolPlan.Refused(((PathResolution.Rejected)resolution).Message);
        }

        return new ToolPlan.Ready
        {
            Title = resolved.Relative == "." ? verb : $"{verb} in {resolved}",
            Kind = ToolKind.Search,
            IsReadOnly = true,
            Accesses = [new ToolAccess.Search()],
            Subjects = [PermissionSubject.Path.Of(resolved, writes: false)],
            Locations = [new ToolLocation(resolved.Absolute)],
            State = state(resolved),
        };
    }

    /// <summary>A pattern that begins with the searched directory's own absolute path is meant from that directory on.</summary>
    /// <param name="path">Of the directory, as the model gave it.</param>
    public static string FromDirectory(Workspace workspace, string? path, string pattern)
    {
        foreach (var root in (string[])[workspace.Root, workspace.RealRoot])
        {
            var directory = Path.TrimEndingDirectorySeparator(Path.GetFullPath(string.IsNullOrEmpty(path) ? "." : path, root));
            if (pattern.StartsWith(directory + '/', StringComparison.Ordinal))
            {
                return pattern[directory.Length..];
            }
        }

        return pattern;
    }

    /// <summary>The path of a file found below the searched directory, as patterns see it.</summary>
    public static ReadOnlySpan<char> RelativeTo(WorkspacePath directory, string file)
    {
        var start = Path.EndsInDirectorySeparator(directory.Absolute) ? directory.Absolute.Length : directory.Absolute.Length + 1;
        return Path.DirectorySeparatorChar == '/' ? file.AsSpan(start) : file[start..].Replace(Path.DirectorySeparatorChar, '/');
    }
}
