using EditorAgent.Core.Sessions;
using EditorAgent.Core.Workspaces;
using EditorAgent.Host.CommandLine;

namespace EditorAgent.Host.Headless;

/// <summary>A session goes on in the folder that it belongs to: what it says of files and what can be taken back are of that folder.</summary>
internal static class SessionFolder
{
    private static readonly StringComparison Comparison = OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    /// <exception cref="UserFacingException">It belongs to another folder, or to one that is gone.</exception>
    /// <exception cref="SessionNotFoundException">There is no such session.</exception>
    public static void Check(SessionStore store, SessionId id, string folder)
    {
        var own = store.ReadHistory(id).Select(envelope => envelope.Event).OfType<SessionEvent.Created>().FirstOrDefault()?.WorkingDirectory;
        if (own is null || string.Equals(RealOf(own), RealOf(folder), Comparison))
        {
            return;
        }

        throw new UserFacingException(ExitCode.Session, Directory.Exists(own)
            ? $"Session {id} belongs to {own}; go on there with --cwd \"{own}\". Nothing was changed."
            : $"Session {id} belongs to {own}, which is gone: it cannot go on. Nothing was changed.");
    }

    private static string RealOf(string folder) => new Workspace(folder, [], []).RealRoot;
}
