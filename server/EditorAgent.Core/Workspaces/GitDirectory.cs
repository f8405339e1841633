namespace EditorAgent.Core.Workspaces;

/// <summary>Recognises <c>.git</c> in every spelling that some file system takes for it, its short name included.</summary>
internal static class GitDirectory
{
    public static bool IsNamedIn(string path)
    {
        foreach (var name in FoldedName.AllOf(path))
        {
            if (name.Value == ".git" || name.Matches("git~?"))
            {
                return true;
            }
        }

        return false;
    }
}
