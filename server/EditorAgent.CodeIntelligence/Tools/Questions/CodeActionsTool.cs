using System.Text.Json;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.Core.Models;

namespace EditorAgent.CodeIntelligence.Tools.Questions;

internal sealed class CodeActionsTool : ICodeQuestion
{
    public ToolDefinition Definition { get; } = new(
        "code_actions",
        "Fixes and refactorings that the compiler platform offers at a place (path:line), or for a diagnostic id in a scope. Apply one with apply_code_action.",
        """{"type":"object","properties":{"at":{"type":"string","description":"path:line"},"id":{"type":"string","description":"CS0246 ..."},"scope":{"type":"string","description":"With id: project or file."},"budget":{"type":"integer","description":"characters"}},"additionalProperties":false}"""u8.ToArray());

    public bool NeedsSolution(JsonElement arguments) => true;

    public string Title(JsonElement arguments) => $"Code actions at {arguments.Text("at") ?? arguments.Text("id") ?? arguments.Text("scope")}";

    public string? Subject(JsonElement arguments) => arguments.Text("at") ?? arguments.Text("scope");

    public Task<CodeAnswer> AskAsync(ICodeEngine engine, JsonElement arguments, CancellationToken cancellationToken) =>
        engine.CodeActionsAsync(new CodeActionsQuery(arguments.Text("at"), arguments.Text("id"), arguments.Text("scope"), arguments.Budget), cancellationToken);
}
