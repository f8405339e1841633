namespace EditorAgent.Core.Tools;

/// <summary>The skills of a session, for the tool that hands them out.</summary>
public interface ISkillLibrary
{
    /// <summary>All of them, one line each.</summary>
    ValueTask<SkillListing> ListAsync(CancellationToken cancellationToken);

    /// <returns>Null when there is no such skill, or it is not offered now.</returns>
    ValueTask<SkillText?> FindAsync(string name, string arguments, CancellationToken cancellationToken);
}
