namespace EditorAgent.Core.Tools.Asking;

/// <summary>What came of a question.</summary>
public abstract record UserAnswer
{
    private UserAnswer()
    {
    }

    /// <param name="Index">Of the options that were shown.</param>
    /// <param name="Words">What the person adds to it, if anything.</param>
    public sealed record Chosen(int Index, string? Words = null) : UserAnswer;

    /// <summary>None of the options: the person's own words.</summary>
    public sealed record Said(string Text) : UserAnswer;

    /// <summary>The person does not want to answer.</summary>
    public sealed record Declined : UserAnswer;

    /// <summary>Nobody is there to be asked in this run.</summary>
    public sealed record Nobody : UserAnswer;

    /// <summary>No answer will come: the question was dismissed, or whoever was asked has gone.</summary>
    public sealed record None : UserAnswer;
}
