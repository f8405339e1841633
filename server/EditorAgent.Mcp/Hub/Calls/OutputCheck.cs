using System.Runtime.CompilerServices;
using EditorAgent.Core.Schemas;
using EditorAgent.Core.Workspaces;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Hub.Calls;

/// <summary>Holds what a tool answered against what it promised to answer.</summary>
internal static class OutputCheck
{
    /// <summary>A schema is compiled once for each definition, and goes with it.</summary>
    private static readonly ConditionalWeakTable<ServerTool, CompiledSchema> Compiled = [];

    /// <returns>Null where the promise is kept, or where there is none.</returns>
    public static string? Complaint(ServerTool tool, ToolAnswer answer)
    {
        if (tool.OutputSchema is not { } schema || answer.IsError)
        {
            return null;
        }

        if (answer.Structured is not { } structured)
        {
            return "The tool promises structured content and sent none.";
        }

        try
        {
            return Compiled.GetValue(tool, _ => CompiledSchema.Compile(schema)).Validate(structured) is { } violation
                ? CanonicalText.Line($"{violation.Path} {violation.Message}").Text
                : null;
        }
        catch (SchemaException unusable)
        {
            return CanonicalText.Line($"The tool's output schema cannot be used: {unusable.Message}").Text;
        }
    }
}
