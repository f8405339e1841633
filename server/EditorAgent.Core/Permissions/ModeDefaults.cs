namespace EditorAgent.Core.Permissions;

/// <summary>What happens to a call that no rule and no grant speaks of.</summary>
internal static class ModeDefaults
{
    public static PermissionVerdict Decide(PermissionMode mode, PermissionQuestion question)
    {
        if (mode == PermissionMode.Yolo)
        {
            return new PermissionVerdict(PermissionDecision.Allow, "yolo mode: approves what would be asked");
        }

        foreach (var subject in question.Subjects)
        {
            if (subject is PermissionSubject.Path path && CarefulPaths.Reason(path) is var (_, why))
            {
                return new PermissionVerdict(PermissionDecision.Ask, why);
            }

            if (subject is PermissionSubject.Url url)
            {
                return new PermissionVerdict(PermissionDecision.Ask, $"it talks to {url.Address.Host}, outside this machine's workspace");
            }
        }

        if (question.IsReadOnly)
        {
            return new PermissionVerdict(PermissionDecision.Allow, "read-only");
        }

        return mode == PermissionMode.AcceptEdits && IsEditInWorkspace(question)
            ? new PermissionVerdict(PermissionDecision.Allow, "accept-edits mode: edits inside the workspace run")
            : new PermissionVerdict(PermissionDecision.Ask, "no rule allows it");
    }

    private static bool IsEditInWorkspace(PermissionQuestion question) =>
        !question.Subjects.IsEmpty
        && question.Subjects.Any(subject => subject is PermissionSubject.Path { Writes: true })
        && question.Subjects.All(subject => subject is PermissionSubject.Path path && IsInside(path.Relative));

    private static bool IsInside(string relative) =>
        !Path.IsPathRooted(relative) && relative.Replace('\\', '/').Split('/') is var segments && segments[0].Length > 0 && !segments.Contains("..");
}
