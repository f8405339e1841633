namespace EditorAgent.Core.Tools;

/// <summary>The session's plan mode, for the tool that asks the person to end it.</summary>
public interface IPlanMode
{
    bool IsOn { get; }

    /// <summary>Whether it can never be left: the editor's user does not trust the workspace.</summary>
    bool IsForGood { get; }

    /// <summary>The name of the mode that the session goes back to.</summary>
    string Next { get; }

    /// <summary>Goes back. To be called only when a person has said so.</summary>
    void Leave();
}
