namespace EditorAgent.Core.Tools.Asking;

/// <summary>Asks the person what the model wants to know.</summary>
public interface IUserQuestions
{
    /// <summary>Returns when the person has answered, or when it is sure that nobody will. Waits without limit otherwise.</summary>
    Task<UserAnswer> AskAsync(UserQuestion question, CancellationToken cancellationToken);
}
