using System.Collections.Immutable;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Agent.Guidance;

/// <summary>
/// The project's notes for agents: <c>AGENTS.md</c> of a folder, reached without a link, and only when the project itself tracks it (or there
/// is no repository). Where a folder has none that can be read, the notes that it keeps for another agent are taken. They are text of the
/// workspace, with what nobody can see taken out.
/// </summary>
internal static class ProjectInstructions
{
    public const string FileName = "AGENTS.md";

    private static readonly ImmutableArray<string> InRoot = [FileName, "CLAUDE.md", ".github/copilot-instructions.md", ".cursorrules"];
    private static readonly ImmutableArray<string> InFolder = [FileName, "CLAUDE.md"];

    public static bool MayExistIn(Workspace workspace) => MayExistIn(workspace.RealRoot, InRoot);

    /// <param name="folder">Absolute, links resolved, below the root.</param>
    public static bool MayExistBelow(string folder) => MayExistIn(folder, InFolder);

    /// <summary>The file that is looked at first; null where there is none.</summary>
    /// <param name="realRoot">The workspace's root.</param>
    public static string? FirstIn(string realRoot) => InRoot.Select(name => Path.Join(realRoot, name)).FirstOrDefault(File.Exists);

    /// <summary>The notes of the root.</summary>
    public static Task<InstructionsFound> ReadAsync(Workspace workspace, IWorkspaceFiles files, CancellationToken cancellationToken) =>
        ReadFirstAsync(workspace, files, "", InRoot, cancellationToken);

    /// <param name="folder">From the root, with forward slashes.</param>
    public static Task<InstructionsFound> ReadOfFolderAsync(Workspace workspace, IWorkspaceFiles files, string folder, CancellationToken cancellationToken) =>
        ReadFirstAsync(workspace, files, folder + "/", InFolder, cancellationToken);

    private static async Task<InstructionsFound> ReadFirstAsync(
        Workspace workspace, IWorkspaceFiles files, string prefix, ImmutableArray<string> names, CancellationToken cancellationToken)
    {
        ImmutableArray<string> warnings = [];
        foreach (var name in names)
        {
            var relative = prefix + name;
            if (!File.Exists(Path.Join(workspace.RealRoot, relative)))
            {
                continue;
            }

            var (text, warning) = await ReadAsync(workspace, files, relative, cancellationToken);
            warnings = warning is null ? warnings : warnings.Add(warning);
            if (!string.IsNullOrWhiteSpace(text))
            {
                return new InstructionsFound(relative, text, warnings);
            }
        }

        return new InstructionsFound(prefix + FileName, null, warnings);
    }

    private static async Task<(string? Text, string? Warning)> ReadAsync(Workspace workspace, IWorkspaceFiles files, string relative, CancellationToken cancellationToken)
    {
        if (workspace.ResolveForReading(relative) is not PathResolution.Inside(var path) || path.Relative != relative)
        {
            return (null, $"{relative} is not read: it is a link.");
        }

        if (!TrackedFiles.Holds(workspace.RealRoot, path.Absolute))
        {
            return (null, $"{relative} is not read: git does not track it. Add it with git add if it belongs to the project.");
        }

        try
        {
            var snapshot = await files.ReadAsync(path, cancellationToken);
            return snapshot is null || TextContent.Decode(snapshot.Bytes.Span) is not { } content ? (null, $"{relative} is not read: it is no text.") : InstructionText.Of(relative, content.Text);
        }
        catch (WorkspaceFileException failure)
        {
            return (null, $"{relative} is not read: {failure.Message}");
        }
    }

    private static bool MayExistIn(string folder, ImmutableArray<string> names)
    {
        foreach (var name in names)
        {
            if (File.Exists(Path.Join(folder, name)))
            {
                return true;
            }
        }

        return false;
    }
}
