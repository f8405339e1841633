using System.Text.Json;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.Core.Models;

namespace EditorAgent.CodeIntelligence.Tools.Questions;

internal sealed class FindImplementationsTool : ICodeQuestion
{
    public ToolDefinition Definition { get; } = new(
        "find_implementations",
        "Derived types, implementations and overrides of a symbol, and what it overrides or implements itself.",
        """{"type":"object","properties":{"sym":{"type":"string"},"budget":{"type":"integer","description":"characters"}},"required":["sym"],"additionalProperties":false}"""u8.ToArray());

    public bool NeedsSolution(JsonElement arguments) => true;

    public string Title(JsonElement arguments) => $"Find implementations of {SymbolTitle.Of(arguments.Text("sym"))}";

    public string? Subject(JsonElement arguments) => arguments.Text("sym");

    public Task<CodeAnswer> AskAsync(ICodeEngine engine, JsonElement arguments, CancellationToken cancellationToken) =>
        engine.FindImplementationsAsync(new FindImplementationsQuery(arguments.Text("sym") ?? "", arguments.Budget), cancellationToken);
}
