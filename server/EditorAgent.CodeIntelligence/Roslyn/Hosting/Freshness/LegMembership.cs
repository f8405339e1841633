using EditorAgent.CodeIntelligence.Loading;
using EditorAgent.CodeIntelligence.Roslyn.Hosting.Files;

namespace EditorAgent.CodeIntelligence.Roslyn.Hosting.Freshness;

/// <summary>
/// Whether a new source file belongs to a project that takes its sources by the SDK's default pattern. What the project excludes is not known here;
/// but where it excludes a file, it has usually excluded that file's neighbours, too.
/// </summary>
internal static class LegMembership
{
    /// <param name="file">Absolute.</param>
    /// <param name="leg">The project.</param>
    /// <param name="others">The directories of all projects.</param>
    /// <param name="neighbours">The source files in a directory, apart from new ones.</param>
    /// <param name="has">Whether the project has a file.</param>
    public static bool Takes(string file, ProjectLeg leg, IReadOnlyCollection<string> others, Func<string, IEnumerable<string>> neighbours, Func<string, bool> has)
    {
        var project = Path.GetDirectoryName(leg.ProjectPath)!;
        if (!leg.HasDefaultItems || !IsInCone(file, project))
        {
            return false;
        }

        if (others.Any(other => FilePaths.IsBelow(other, project) && FilePaths.IsBelow(file, other)))
        {
            return neighbours(Path.GetDirectoryName(file)!).Any(has);
        }

        for (var directory = Path.GetDirectoryName(file)!; FilePaths.IsBelow(directory, project); directory = Path.GetDirectoryName(directory)!)
        {
            var near = neighbours(directory).ToArray();
            if (near.Length > 0)
            {
                return near.Any(has);
            }
        }

        return true;
    }

    public static bool IsInCone(string file, string project)
    {
        if (!FilePaths.IsBelow(file, project))
        {
            return false;
        }

        var parts = Path.GetRelativePath(project, file).Split(Path.DirectorySeparatorChar);
        return parts is not (["bin" or "obj", _, ..]) && !parts.Any(part => part.StartsWith('.'));
    }
}
