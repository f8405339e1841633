namespace EditorAgent.CodeIntelligence.Loading;

/// <summary>All files with an extension below a directory: a change of the set, not of the files, changes a project.</summary>
/// <param name="Directory">Absolute.</param>
/// <param name="Extension">With its dot; <c>.editorconfig</c> is one.</param>
internal sealed record SourceSet(string Directory, string Extension);
