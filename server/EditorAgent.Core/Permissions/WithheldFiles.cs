using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Permissions;

/// <summary>
/// What a search comes across and does not tell. A search is judged by where it begins; what it finds is held against the rules here, so
/// that a file which may not be read by its name is not read through a pattern either.
/// </summary>
/// <param name="policy">The session's rules.</param>
/// <param name="workspace">Names files as rules do.</param>
/// <param name="readingTool">The tool whose rules speak of a file's content, whoever shows it.</param>
public sealed class WithheldFiles(PermissionPolicy policy, Workspace workspace, string readingTool)
{
    /// <summary>Whether a deny rule speaks of the file: not even its name is told.</summary>
    /// <param name="tool">The searching tool.</param>
    /// <param name="file">Absolute, links resolved.</param>
    public bool HidesName(string tool, string file) => policy.HasFileRules && policy.Restrains(tool, readingTool, this.Subject(file), [PermissionDecision.Deny]);

    /// <summary>Whether reading the file by its name would be denied or asked about: its lines are not told.</summary>
    /// <param name="tool">The searching tool.</param>
    /// <param name="file">Absolute, links resolved.</param>
    public bool HidesContent(string tool, string file)
    {
        var subject = this.Subject(file);
        return (policy.HasFileRules && policy.Restrains(tool, readingTool, subject, [PermissionDecision.Deny, PermissionDecision.Ask]))
            || (ProtectedFiles.ForReading(file) is { } secret && !policy.Names(readingTool, subject, secret));
    }

    /// <summary>What the rules and the mode say to reading the file by its name, with everything that the reading tool would be asked about.</summary>
    public PermissionDecision DecideReading(WorkspacePath file) =>
        policy.Decide(new PermissionQuestion(readingTool, IsReadOnly: true, [PermissionSubject.Path.Of(file, writes: false)])).Decision;

    private PermissionSubject.Path Subject(string file) => new(file, workspace.NameOf(file), Writes: false);
}
