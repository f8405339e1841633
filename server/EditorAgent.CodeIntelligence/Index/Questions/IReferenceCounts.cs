namespace EditorAgent.CodeIntelligence.Index.Questions;

/// <summary>What only a loaded solution knows of a declaration that the index has found.</summary>
public interface IReferenceCounts
{
    /// <param name="path">The declaration's file, absolute.</param>
    /// <param name="line">Of its name, from 1.</param>
    /// <param name="fullName">As the index writes it.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <returns>For example <c>3 references, 2 tests</c>; null when the file belongs to nothing that is loaded.</returns>
    Task<string?> CountAsync(string path, int line, string fullName, CancellationToken cancellationToken);
}
