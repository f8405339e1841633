using EditorAgent.Core.Permissions;

namespace EditorAgent.Core.Tools;

/// <summary>What would become of a call that nobody has made yet.</summary>
public abstract record CallExplanation
{
    private CallExplanation()
    {
    }

    /// <param name="ToolName">The tool's name; a misspelt one is corrected.</param>
    /// <param name="Judged">What the rules say.</param>
    /// <param name="NeedsTrust">Whether it also needs the workspace to be trusted.</param>
    public sealed record Explained(string ToolName, PermissionExplanation Judged, bool NeedsTrust) : CallExplanation;

    /// <summary>The call would not even be judged: the tool refuses it.</summary>
    /// <param name="Message">Why, and what would be right.</param>
    public sealed record Refused(string ToolName, string Message) : CallExplanation;

    /// <summary>There is no such tool, or the arguments cannot be read.</summary>
    public sealed record Unknown(string Message) : CallExplanation;
}
