namespace EditorAgent.CodeIntelligence.LanguageServers.Documents;

/// <param name="Ticks">Of the last write, UTC.</param>
/// <param name="Length">In bytes.</param>
internal readonly record struct FileStamp(long Ticks, long Length);
