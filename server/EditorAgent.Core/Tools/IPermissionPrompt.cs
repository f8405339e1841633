namespace EditorAgent.Core.Tools;

/// <summary>
/// Asks the person. Implementations ship for an editor on the wire, for a terminal, and for a run without anybody to ask.
/// </summary>
public interface IPermissionPrompt
{
    /// <summary>Whether a person looks at each question. What is approved otherwise never outlives the session.</summary>
    bool IsPerson => true;

    /// <summary>
    /// Returns when the person has answered, or when it is sure that nobody will (<see cref="PermissionAnswer.Cancelled"/>).
    /// Waits without limit otherwise.
    /// </summary>
    Task<PermissionAnswer> AskAsync(PermissionRequest request, CancellationToken cancellationToken);
}
