namespace EditorAgent.Core.Permissions;

/// <summary>What happens to a call that no rule and no grant speaks of and that carries no safeguard.</summary>
internal static class ModeDefaults
{
    public static PermissionVerdict Decide(PermissionMode mode, PermissionQuestion question)
    {
        if (mode == PermissionMode.Yolo)
        {
            return By(mode, PermissionDecision.Allow, "yolo mode: approves what would be asked");
        }

        foreach (var subject in question.Subjects)
        {
            if (subject is PermissionSubject.Url url)
            {
                var host = CanonicalUrl.Of(url.Address).Host;
                return Default(PermissionDecision.Ask, $"it talks to {(host.Length == 0 ? "an address that cannot be read" : host)}, outside this machine's workspace");
            }
        }

        if (question.IsReadOnly)
        {
            return Default(PermissionDecision.Allow, "read-only");
        }

        return mode == PermissionMode.AcceptEdits && IsEditInWorkspace(question)
            ? By(mode, PermissionDecision.Allow, "accept-edits mode: edits inside the workspace run")
            : Default(PermissionDecision.Ask, "no rule allows it");
    }

    private static PermissionVerdict By(PermissionMode mode, PermissionDecision decision, string reason) =>
        new(decision, reason) { Source = new DecisionSource.Mode(mode) };

    private static PermissionVerdict Default(PermissionDecision decision, string reason) => new(decision, reason) { Source = new DecisionSource.Default() };

    private static bool IsEditInWorkspace(PermissionQuestion question) =>
        question.Execution is null
        && question.Subjects.Any(subject => subject is PermissionSubject.Path { Writes: true })
        && question.Subjects.All(subject => subject is PermissionSubject.Path path && IsInside(path.Relative));

    private static bool IsInside(string relative) =>
        !Path.IsPathRooted(relative) && relative.Replace('\\', '/').Split('/') is var segments && segments[0].Length > 0 && !segments.Contains("..");
}
