namespace EditorAgent.CodeIntelligence.Index;

/// <summary>A declaration and the file it stands in.</summary>
public readonly record struct Located(IndexedFile File, Declaration Declaration);
