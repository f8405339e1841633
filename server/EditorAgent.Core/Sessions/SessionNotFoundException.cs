namespace EditorAgent.Core.Sessions;

/// <summary>There is no session of that name.</summary>
public sealed class SessionNotFoundException(string id)
    : Exception($"There is no session '{Shown(id)}'. List the sessions to see their names; nothing was changed.")
{
    private static string Shown(string id) => id.Length <= 64 ? id : id[..64] + "…";
}
