using System.Collections.Immutable;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Workspaces;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Hub.Starting;

/// <summary>
/// The program that a command means. A bare name is looked for where no workspace can put anything. A path is the word of whoever wrote the
/// configuration: the user's is absolute; a stranger's may be relative to the workspace's root, and then stays inside it.
/// </summary>
internal sealed class ProgramFinder(Workspace workspace, TrustedPath path)
{
    /// <returns>Its absolute path; null where there is no such program.</returns>
    public string? Find(McpServerDeclaration server, string command)
    {
        if (!command.AsSpan().ContainsAny('/', '\\'))
        {
            return OperatingSystem.IsWindows() ? path.FindFirst(WindowsScript.NamesOf(command)) : path.Find(command);
        }

        if (Path.IsPathFullyQualified(command))
        {
            ImmutableArray<string> files = OperatingSystem.IsWindows() ? WindowsScript.NamesOf(command) : [command];
            return files.FirstOrDefault(File.Exists) is { } file ? Path.GetFullPath(file) : null;
        }

        return server.Scope != McpServerScope.User && workspace.ResolveForReading(command) is PathResolution.Inside inside && File.Exists(inside.Path.Absolute)
            ? inside.Path.Absolute
            : null;
    }

    /// <summary>Whether a file or folder is the workspace's, however it is reached.</summary>
    public bool IsOfWorkspace(string absolute) => workspace.ResolveForReading(absolute) is PathResolution.Inside inside && workspace.RealRoots.Any(root => IsBelow(root, inside.Path.Absolute));

    private static bool IsBelow(string root, string real) =>
        real == root || real.StartsWith(Path.TrimEndingDirectorySeparator(root) + Path.DirectorySeparatorChar, OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
}
