using System.Globalization;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Agent;

/// <summary>
/// The project's notes for agents: <c>AGENTS.md</c> in the workspace's root and nowhere else, reached without a link, and only when the
/// project itself tracks it (or there is no repository). They are text of the workspace, with what nobody can see taken out.
/// </summary>
internal static class ProjectInstructions
{
    public const string FileName = "AGENTS.md";

    private const int Longest = 32_000;
    private const int Excerpt = 60;

    public static bool MayExistIn(Workspace workspace) => File.Exists(Path.Join(workspace.RealRoot, FileName));

    /// <returns>The text for the model, null when it is not used; and what the user should know of it.</returns>
    public static async Task<(string? Text, string? Warning)> ReadAsync(Workspace workspace, IWorkspaceFiles files, CancellationToken cancellationToken)
    {
        if (workspace.ResolveForReading(FileName) is not PathResolution.Inside(var path) || path.Relative != FileName)
        {
            return (null, $"{FileName} is not read: it is a link.");
        }

        if (!IsTheProjects(workspace.RealRoot))
        {
            return (null, $"{FileName} is not read: git does not track it. Add it with git add if it belongs to the project.");
        }

        try
        {
            var snapshot = await files.ReadAsync(path, cancellationToken);
            return snapshot is null || TextContent.Decode(snapshot.Bytes.Span) is not { } content ? (null, $"{FileName} is not read: it is no text.") : Cleaned(content.Text);
        }
        catch (WorkspaceFileException failure)
        {
            return (null, $"{FileName} is not read: {failure.Message}");
        }
    }

    private static (string Text, string? Warning) Cleaned(string text)
    {
        string? warning = null;
        if (text.Length > Longest)
        {
            text = text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)];
            warning = string.Create(CultureInfo.InvariantCulture, $"Only the first {Longest:N0} characters of {FileName} are read.");
        }

        var normal = text.ReplaceLineEndings("\n").TrimStart('\ufeff');
        var first = InvisibleCharacters.IndexIn(normal);
        if (first < 0)
        {
            return (normal, warning);
        }

        var clean = InvisibleCharacters.Without(normal);
        var line = normal.AsSpan(0, first).Count('\n') + 1;
        var from = Math.Max(normal.LastIndexOf('\n', first) + 1, first - Excerpt);
        var shown = InvisibleCharacters.Shown(normal[from..Math.Min(normal.Length, first + Excerpt)].Split('\n')[0]);
        return (clean, $"{FileName} holds invisible characters, which can hide instructions; they were left out. The first are in line {line}: {shown}");
    }

    private static bool IsTheProjects(string root) => GitRepository.Above(root) switch
    {
        GitRepository.Missing => true,
        GitRepository.Found found => GitIndex.Tracks(found.GitDirectory, Path.GetRelativePath(found.WorkTree, Path.Join(root, FileName)).Replace('\\', '/')),
        _ => false,
    };
}
