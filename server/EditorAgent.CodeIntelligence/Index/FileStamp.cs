namespace EditorAgent.CodeIntelligence.Index;

/// <summary>What a directory listing tells of a file; two contents can share one when they were written within a clock tick.</summary>
/// <param name="Modified">UTC ticks.</param>
/// <param name="Size">Bytes.</param>
public readonly record struct FileStamp(long Modified, long Size);
