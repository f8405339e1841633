namespace EditorAgent.ModelProviders.Scripted;

/// <summary>A conversation file is not what the format promises. The message begins with file, line and column.</summary>
public sealed class ScriptedConversationException(string file, long line, long column, string problem, Exception? inner = null)
    : Exception($"{file}:{line}:{column}: {problem}", inner)
{
    public string File { get; } = file;

    public long Line { get; } = line;
}
