using EditorAgent.Core.Models;

namespace EditorAgent.BuiltInTools.Shell;

/// <summary>Where the whole of a long output goes: a folder that the read tool may open, or none.</summary>
public sealed record SpillDirectory(string? Path)
{
    internal string? FileFor(string tool, ToolCallId call) => this.Path is null ? null : System.IO.Path.Combine(this.Path, $"{tool}-{call}.output.txt");
}
