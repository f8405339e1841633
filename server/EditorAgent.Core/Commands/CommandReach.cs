namespace EditorAgent.Core.Commands;

/// <summary>How far below the paths it was given a command looks.</summary>
public enum CommandReach
{
    /// <summary>These files, and the names in these directories.</summary>
    Named,

    /// <summary>The names of everything below.</summary>
    NamesBelow,

    /// <summary>The contents of everything below.</summary>
    ContentsBelow,
}
