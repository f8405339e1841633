namespace EditorAgent.CodeIntelligence.Tools;

/// <summary>Which paths are C#.</summary>
internal static class CSharpSources
{
    public const string Extension = ".cs";

    public static bool Is(string path) => path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a path, a place (<c>a.cs:12</c>) or a project is named; a bare symbol names none.</summary>
    public static bool Names(string? subject) => subject is not null
        && (Is(subject) || subject.Contains(".cs:", StringComparison.OrdinalIgnoreCase) || subject.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase));
}
