using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Hub.Calls;

/// <summary>Holds what a tool answered against what it promised to answer.</summary>
internal static class OutputCheck
{
    /// <returns>Null where the promise is kept, or where there is none.</returns>
    public static string? Complaint(ServerTool tool, ToolAnswer answer)
    {
        if (tool.OutputSchema is null || answer.IsError)
        {
            return null;
        }

        return answer.Structured is null ? "The tool promises structured content and sent none." : null;
    }
}
