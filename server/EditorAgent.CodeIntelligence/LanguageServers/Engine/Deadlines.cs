namespace EditorAgent.CodeIntelligence.LanguageServers.Engine;

internal static class Deadlines
{
    /// <summary>Of one question, once the server runs.</summary>
    public static readonly TimeSpan Question = TimeSpan.FromSeconds(10);

    /// <summary>Of the first question after a start: projects are loaded with it.</summary>
    public static readonly TimeSpan FirstQuestion = TimeSpan.FromSeconds(30);

    /// <summary>How long a question waits for a server to start; the start goes on behind it.</summary>
    public static readonly TimeSpan Start = TimeSpan.FromSeconds(20);

    /// <summary>What a server that publishes diagnostics has to be silent for to count as done.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(250);

    /// <summary>What is left of a question for writing its answer when diagnostics are waited for.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);
}
