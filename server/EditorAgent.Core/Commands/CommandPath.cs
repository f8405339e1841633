using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Commands;

/// <summary>A path that a command names.</summary>
/// <param name="Absolute">Where it really leads, links resolved as the system does it.</param>
/// <param name="Relative">The same from the workspace's root; absolute when it lies outside.</param>
/// <param name="Spelled">As written, normalised, from the workspace's root.</param>
/// <param name="IsInside">Whether it may be read like a file of the workspace.</param>
/// <param name="Reach">How far below it the command looks.</param>
public sealed record CommandPath(string Absolute, string Relative, string Spelled, bool IsInside, CommandReach Reach)
{
    /// <param name="workspace">Whose roots count as inside.</param>
    /// <param name="directory">The real path of the directory the command runs in.</param>
    /// <param name="word">As the command gets it.</param>
    /// <param name="reach">How far below it the command looks.</param>
    /// <returns>Null when it cannot be told where the word leads.</returns>
    public static CommandPath? Of(Workspace workspace, string directory, string word, CommandReach reach)
    {
        if (word.Length == 0 || RealOf(directory, word) is not { } real)
        {
            return null;
        }

        var relative = workspace.NameOf(real);
        var isInside = workspace.ResolveForReading(real) is PathResolution.Inside;
        return new CommandPath(real, relative, workspace.NameOf(Path.GetFullPath(word, directory)), isInside, reach);
    }

    /// <summary>
    /// The system takes <c>link/..</c> for the parent of where the link leads; taking it away as text would be another directory. So each
    /// name is resolved before the next is looked at.
    /// </summary>
    private static string? RealOf(string directory, string word)
    {
        var current = Path.IsPathRooted(word) ? Path.GetPathRoot(word)! : directory;
        foreach (var name in word.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (name == ".")
            {
                continue;
            }

            if (name == "..")
            {
                current = Path.GetDirectoryName(current) ?? current;
                continue;
            }

            if (RealPath.Of(Path.Join(current, name)) is not RealPath.Found found)
            {
                return null;
            }

            current = found.Path;
        }

        return current;
    }
}
