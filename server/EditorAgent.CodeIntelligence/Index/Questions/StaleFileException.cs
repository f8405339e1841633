namespace EditorAgent.CodeIntelligence.Index.Questions;

/// <summary>A file changed between the snapshot and the look at its text; the question is asked again.</summary>
internal sealed class StaleFileException(string path) : Exception($"{path} changed while it was read");
