using System.Collections.Immutable;
using System.ComponentModel;
using System.Globalization;
using EditorAgent.BuiltInTools.Shell;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.BuiltInTools.Git;

/// <summary>
/// The work tree against the last commit, for a user who attaches it. The names are asked for first: files that a rule or their own name
/// withholds are neither named nor shown.
/// </summary>
public sealed class GitChanges(Workspace workspace, WithheldFiles withheld, Sandbox sandbox, TimeProvider time) : IWorkspaceChanges
{
    private const int MostFiles = 200;
    private static readonly ToolCallId Own = new("changes");

    private readonly Lazy<GitProgram> program = new(() => new GitProgram(workspace, new SpillDirectory(null), sandbox, time));

    public async ValueTask<WorkspaceChanges> SinceLastCommitAsync(CancellationToken cancellationToken)
    {
        if (this.program.Value.Location is not { } git)
        {
            return Unknown("there is no git on this machine");
        }

        if (GitRepository.Above(workspace.RealRoot) is not GitRepository.Found repository)
        {
            return Unknown("the workspace is in no git repository that can be used");
        }

        try
        {
            return await this.program.Value.FiltersAsync(git, repository, cancellationToken) is { } filters
                ? await this.ReadAsync(git, repository, filters, cancellationToken)
                : Unknown("the repository's configuration cannot be read");
        }
        catch (Win32Exception failure)
        {
            return Unknown($"git could not be started ({failure.Message})");
        }
    }

    private async Task<WorkspaceChanges> ReadAsync(string git, GitRepository.Found repository, ImmutableArray<string> filters, CancellationToken cancellationToken)
    {
        if (await this.NamesAsync(git, new GitRequest { Action = "changed", Repository = repository, Revision = GitRevision.Head }, filters, cancellationToken) is not { } changed
            || await this.NamesAsync(git, new GitRequest { Action = "untracked", Repository = repository }, filters, cancellationToken) is not { } untracked)
        {
            return Unknown("git cannot compare with the last commit; perhaps there is none yet");
        }

        var text = "";
        if (!changed.Files.IsEmpty)
        {
            var (outcome, shown) = await this.program.Value.RunAsync(
                git, new GitRequest { Action = "diff", Repository = repository, Revision = GitRevision.Head, Paths = changed.Files }, filters, Own, cancellationToken);
            if (outcome.ExitCode != 0)
            {
                return Unknown("git could not show the differences in time");
            }

            text = shown.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        }

        text += string.Concat(untracked.Files.Select(file => $"new, not yet added: {file.Relative}\n"));
        return new WorkspaceChanges(text.Length > 0 ? text : "(nothing has changed)\n", Remark(changed.LeftOut + untracked.LeftOut));
    }

    /// <returns>Null when git fails.</returns>
    private async Task<Names?> NamesAsync(string git, GitRequest request, ImmutableArray<string> filters, CancellationToken cancellationToken)
    {
        var (outcome, text) = await this.program.Value.RunAsync(git, request, filters, Own, cancellationToken);
        if (outcome.ExitCode != 0)
        {
            return null;
        }

        var files = ImmutableArray.CreateBuilder<WorkspacePath>();
        var leftOut = 0;
        foreach (var name in text.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            if (files.Count < MostFiles && this.MayBeShown(name) is { } path)
            {
                files.Add(path);
            }
            else
            {
                leftOut++;
            }
        }

        return new Names(files.ToImmutable(), leftOut);
    }

    /// <summary>A name that the bounded output has cut through resolves to nothing or to a file that stands in the list anyway.</summary>
    private WorkspacePath? MayBeShown(string name) =>
        workspace.ResolveForReading(name) is PathResolution.Inside(var path) && !Path.IsPathRooted(path.Relative)
        && withheld.DecideReading(path) == PermissionDecision.Allow && !withheld.HidesContent("git", path.Absolute)
            ? path
            : null;

    private static string? Remark(int leftOut) =>
        leftOut == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{leftOut} files are left out: a rule or their name withholds them, or there are too many");

    private static WorkspaceChanges Unknown(string why) => new(null, why);

    private sealed record Names(ImmutableArray<WorkspacePath> Files, int LeftOut);
}
