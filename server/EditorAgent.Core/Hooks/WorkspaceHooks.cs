using System.Collections.Immutable;
using System.Text;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Trust;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Hooks;

/// <summary>
/// The hooks that came with the workspace, in <c>.editoragent/hooks.toml</c>. They run only while the workspace is trusted as it is, exactly as
/// the user agreed to the file, and kept in: they see the workspace and change nothing. What they say reaches no model beyond a reason.
/// </summary>
internal sealed class WorkspaceHooks(Workspace workspace, WorkspaceTrust trust, Sandbox? sandbox)
{
    public const string FileName = ".editoragent/hooks.toml";

    private const int LargestFile = 256 * 1024;

    private (ContentHash Hash, ImmutableArray<Hook> Hooks, string? Problem)? read;

    private string File => Path.Combine(workspace.RealRoot, ".editoragent", "hooks.toml");

    /// <summary>Whether there is something to look at, at this moment.</summary>
    public bool Exist => Path.Exists(this.File);

    public async Task<WorkspaceHookCheck> ForAsync(HookOccasion occasion, CancellationToken cancellationToken)
    {
        if (occasion.Event is not (HookEvent.BeforeTool or HookEvent.Prompt) || !this.Exist)
        {
            return WorkspaceHookCheck.Nothing;
        }

        if (await trust.CheckAsync(cancellationToken) is not TrustCheck.Trusted { Workspace: var trusted } || trusted.RealRoot != workspace.RealRoot)
        {
            return new WorkspaceHookCheck([], HookDecision.None, $"{FileName} of this workspace is not used: its hooks run only when you trust the workspace. Until then nothing of it runs anyway.");
        }

        var (hooks, problem) = this.Read(trusted.Fingerprint);
        if (problem is not null)
        {
            return new WorkspaceHookCheck([], HookDecision.Ask, problem);
        }

        ImmutableArray<Hook> meant = [.. hooks.Where(hook => hook.IsFor(occasion))];
        if (meant.IsEmpty || await this.AbsenceAsync(cancellationToken) is not { } reason)
        {
            return new WorkspaceHookCheck(meant);
        }

        var otherwise = meant.Any(hook => hook.Entry.IsRequired) ? HookDecision.Deny : HookDecision.None;
        return new WorkspaceHookCheck([], otherwise, $"hooks of this workspace do not run: there is no sandbox to keep them in ({reason}).");
    }

    public ProcessSpecification Confine(ProcessSpecification specification) =>
        (sandbox ?? throw new InvalidOperationException("there is no sandbox")).Confine(specification, new Confinement { WritableRoots = workspace.RealRoots, IsReadOnly = true });

    private async Task<string?> AbsenceAsync(CancellationToken cancellationToken) =>
        sandbox is null ? "none here" : await sandbox.StatusAsync(workspace.RealRoots, cancellationToken) is { Kind: SandboxKind.None } none ? none.Reason ?? "none here" : null;

    /// <summary>Only what the trusted fingerprint holds: the file may be another one by now.</summary>
    private (ImmutableArray<Hook> Hooks, string? Problem) Read(ExecutionFingerprint fingerprint)
    {
        if (fingerprint.Files.FirstOrDefault(file => file.Relative == FileName) is not { } agreed)
        {
            return ([], $"{FileName} is not among the files that were trusted; calls are asked about.");
        }

        if (this.read is { } earlier && earlier.Hash == agreed.Hash)
        {
            return (earlier.Hooks, earlier.Problem);
        }

        var (hooks, problem) = this.Parse(agreed.Hash);
        this.read = (agreed.Hash, hooks, problem);
        return (hooks, problem);
    }

    private (ImmutableArray<Hook> Hooks, string? Problem) Parse(ContentHash agreed)
    {
        using var handle = RegularFile.TryOpen(this.File);
        if (handle is null || RandomAccess.GetLength(handle) > LargestFile)
        {
            return ([], $"{FileName} cannot be read, or is too large; calls are asked about.");
        }

        var bytes = new byte[RandomAccess.GetLength(handle)];
        var content = bytes.AsSpan(0, RandomAccess.Read(handle, bytes, 0));
        if (ContentHash.Of(content) != agreed)
        {
            return ([], $"{FileName} has changed since it was trusted; calls are asked about.");
        }

        try
        {
            var hooks = Hook.ParseAll(HookReader.ReadWorkspace(this.File, Encoding.UTF8.GetString(content)));
            return hooks.FirstOrDefault(hook => hook.Event is not (HookEvent.BeforeTool or HookEvent.Prompt)) is { } foreign
                ? ([], $"{foreign.Place}: a workspace has before_tool and prompt hooks only; calls are asked about until that is corrected.")
                : (hooks, null);
        }
        catch (ConfigurationException wrong)
        {
            return ([], $"{wrong.Message} Calls are asked about until that is corrected.");
        }
    }
}
