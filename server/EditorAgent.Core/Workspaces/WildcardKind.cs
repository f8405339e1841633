namespace EditorAgent.Core.Workspaces;

internal enum WildcardKind
{
    Literal,
    AnyCharacter,
    Set,

    /// <summary>Any run without a slash.</summary>
    Star,

    /// <summary><c>**/</c>: any number of whole directories.</summary>
    Directories,

    /// <summary><c>**</c> at the end: anything.</summary>
    Rest,
}
