using System.Collections.Immutable;
using System.ComponentModel;
using System.Text.Json;
using EditorAgent.BuiltInTools.Shell;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.BuiltInTools.Git;

/// <summary>
/// Looks into the workspace's repository and changes nothing. It runs unasked, also in a workspace that nobody trusts: whatever the
/// repository's configuration and attributes say, no other program is started, no network used, no file outside the workspace shown.
/// </summary>
public sealed class GitTool(Workspace workspace, SpillDirectory spill, Sandbox sandbox, TimeProvider time) : ITool
{
    private const int MostPaths = 100;
    private const int MostCommits = 500;
    private const int MostLines = 1000;

    private readonly GitProgram program = new(workspace, spill, sandbox, time);

    public ToolDefinition Definition { get; } = new(
        "git",
        "Looks into the repository; changes nothing. diff: work tree against the index or revision. show: a commit, or with content one file as of it.",
        """{"type":"object","properties":{"action":{"type":"string","enum":["status","diff","log","show","blame","ls-files"]},"revision":{"type":"string","description":"commit, branch, tag or A..B"},"paths":{"type":"array","items":{"type":"string"}},"staged":{"type":"boolean","description":"diff: the index against HEAD or revision"},"summary":{"type":"boolean","description":"changed files and counts only"},"content":{"type":"boolean"},"limit":{"type":"integer","minimum":1,"description":"log: commits, default 20; blame: lines, default 200"},"first_line":{"type":"integer","minimum":1,"description":"blame"}},"required":["action"],"additionalProperties":false}"""u8.ToArray());

    public ValueTask<ToolPlan> PlanAsync(JsonElement arguments, CancellationToken cancellationToken) => ValueTask.FromResult(this.Plan(arguments));

    public async ValueTask<ToolResult> RunAsync(ApprovedToolCall call, IProgress<string> output, CancellationToken cancellationToken)
    {
        var (git, request) = (Invocation)call.Plan.State!;
        try
        {
            if (await this.program.FiltersAsync(git, request.Repository, cancellationToken) is not { } filters)
            {
                return ToolResult.Error("git was not run: the repository's configuration cannot be read, or names filters that cannot be switched off.");
            }

            var (outcome, text) = await this.program.RunAsync(git, request, filters, call.Id, cancellationToken);
            return outcome.ExitCode switch
            {
                0 => text.Length == 0 ? ToolResult.Success(Nothing(request)) : ToolResult.Success(text.ReplaceLineEndings("\n").TrimEnd('\n')) with { Origin = TextOrigin.Workspace },
                null => ToolResult.Error("git took longer than 30 s and was ended; name paths or a smaller range."),
                _ => ToolResult.Error(Complaint(request, text)) with { Origin = TextOrigin.Workspace },
            };
        }
        catch (Win32Exception failure)
        {
            return ToolResult.Error($"git could not be started ({failure.Message}).");
        }
    }

    private ToolPlan Plan(JsonElement arguments)
    {
        if (this.program.Location is not { } git)
        {
            return new ToolPlan.Refused("There is no git on this machine.");
        }

        switch (GitRepository.Above(workspace.RealRoot))
        {
            case GitRepository.Found found:
                return this.Plan(arguments, git, found);
            case GitRepository.Refused refused:
                return new ToolPlan.Refused(refused.Message);
            default:
                return new ToolPlan.Refused("The workspace is not in a git repository.");
        }
    }

    private ToolPlan Plan(JsonElement arguments, string git, GitRepository.Found repository)
    {
        var revision = arguments.OptionalString("revision") is { Length: > 0 } text ? text : null;
        var parsed = revision is null ? null : GitRevision.Parse(revision);
        if (revision is not null && parsed is null)
        {
            return new ToolPlan.Refused("revision takes a commit, branch or tag, or a range A..B; a path belongs into paths.");
        }

        var (paths, problem) = this.PathsOf(arguments);
        var action = arguments.RequiredString("action");
        var limit = arguments.OptionalInt32("limit");
        var request = new GitRequest
        {
            Action = action,
            Repository = repository,
            Revision = parsed,
            Paths = paths,
            IsStaged = arguments.OptionalBoolean("staged"),
            IsSummary = arguments.OptionalBoolean("summary"),
            IsContent = arguments.OptionalBoolean("content"),
            Limit = action == "blame" ? Math.Clamp(limit ?? 200, 1, MostLines) : Math.Clamp(limit ?? 20, 1, MostCommits),
            FirstLine = Math.Max(1, arguments.OptionalInt32("first_line") ?? 1),
        };
        return (problem ?? Mismatch(request)) is { } complaint ? new ToolPlan.Refused(complaint) : this.Ready(git, request, revision);
    }

    private ToolPlan.Ready Ready(string git, GitRequest request, string? revision)
    {
        var paths = request.Paths.IsEmpty && workspace.ResolveForReading(".") is PathResolution.Inside(var root) ? [root] : request.Paths;
        string[] words = ["git", request.Action, .. request.IsStaged ? ["--staged"] : Array.Empty<string>(), .. revision is null ? [] : new[] { revision }, .. request.Paths.Select(path => path.Relative)];
        return new ToolPlan.Ready
        {
            Title = string.Join(' ', words),
            Kind = ToolKind.Read,
            IsReadOnly = true,
            Accesses = [new ToolAccess.Search()],
            Subjects = [.. paths.Select(path => new PermissionSubject.Path(path.Absolute, path.Relative, Writes: false))],
            Locations = [.. request.Paths.Select(path => new ToolLocation(path.Absolute))],
            State = new Invocation(git, request),
        };
    }

    private (ImmutableArray<WorkspacePath> Paths, string? Problem) PathsOf(JsonElement arguments)
    {
        if (!arguments.TryGetProperty("paths", out var given))
        {
            return ([], null);
        }

        if (given.GetArrayLength() > MostPaths)
        {
            return ([], $"At most {MostPaths} paths; name a directory.");
        }

        var paths = ImmutableArray.CreateBuilder<WorkspacePath>();
        foreach (var item in given.EnumerateArray())
        {
            switch (workspace.ResolveForReading(item.GetString()!))
            {
                case PathResolution.Inside(var path) when Path.IsPathRooted(path.Relative):
                    return ([], $"{path.Relative} is not below the workspace's first root, where git looks.");
                case PathResolution.Inside(var path):
                    paths.Add(path);
                    break;
                case PathResolution.Rejected rejected:
                    return ([], rejected.Message);
            }
        }

        return (paths.ToImmutable(), null);
    }

    private static string? Mismatch(GitRequest request) => request switch
    {
        { Action: "blame", Paths.Length: not 1 } => "blame takes exactly one path, a file.",
        { Action: "show", IsContent: true, Paths.Length: not 1 } => "content takes exactly one path, a file.",
        { Action: "show" or "blame", Revision.IsRange: true } => $"{request.Action} takes one commit; a range belongs to diff or log.",
        { Action: "status" or "ls-files", Revision: not null } => $"{request.Action} takes no revision.",
        _ => null,
    };

    /// <summary>
    /// What blame complains of may be a line of a file that <c>blame.ignoreRevsFile</c> names, anywhere on the machine, and no setting takes
    /// that back.
    /// </summary>
    private static string Complaint(GitRequest request, string text)
    {
        var isOwn = request.Action != "blame"
            || text.StartsWith("fatal: file ", StringComparison.Ordinal)
            || text.StartsWith("fatal: no such path ", StringComparison.Ordinal);
        return isOwn && text.Length > 0 ? text.TrimEnd('\n') : $"git {request.Action} failed; look whether the file and the revision are there with ls-files and log.";
    }

    private static string Nothing(GitRequest request) => request.Action switch
    {
        "status" => "(nothing to report)",
        "diff" => "(no difference)",
        "log" => "(no commit)",
        "ls-files" => "(no tracked file)",
        "show" when request.IsContent => "(the file is empty)",
        _ => "(nothing)",
    };

    private sealed record Invocation(string Git, GitRequest Request);
}
