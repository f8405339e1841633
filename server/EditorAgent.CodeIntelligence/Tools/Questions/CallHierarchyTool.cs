using System.Text.Json;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.Core.Models;

namespace EditorAgent.CodeIntelligence.Tools.Questions;

internal sealed class CallHierarchyTool : ICodeQuestion
{
    public ToolDefinition Definition { get; } = new(
        "call_hierarchy",
        "Who calls a member, or what it calls, as a tree.",
        """{"type":"object","properties":{"sym":{"type":"string"},"direction":{"enum":["callers","callees"]},"depth":{"type":"integer","minimum":1,"maximum":3},"budget":{"type":"integer","description":"characters"}},"required":["sym","direction"],"additionalProperties":false}"""u8.ToArray());

    public bool NeedsSolution(JsonElement arguments) => true;

    public string Title(JsonElement arguments) => $"Find {arguments.Text("direction")} of {SymbolTitle.Of(arguments.Text("sym"))}";

    public string? Subject(JsonElement arguments) => arguments.Text("sym");

    public Task<CodeAnswer> AskAsync(ICodeEngine engine, JsonElement arguments, CancellationToken cancellationToken) => engine.CallHierarchyAsync(
        new CallHierarchyQuery(
            arguments.Text("sym") ?? "",
            arguments.Text("direction") == "callees" ? CallDirection.Callees : CallDirection.Callers,
            arguments.Number("depth", 1, 1, 3),
            arguments.Budget),
        cancellationToken);
}
