using System.Text.Json;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.Core.Models;

namespace EditorAgent.CodeIntelligence.Tools.Questions;

internal sealed class FindTestsTool : ICodeQuestion
{
    public ToolDefinition Definition { get; } = new(
        "find_tests",
        "Tests that reach symbols, each with the reason; without syms those that reach what changed in this session. run_tests with affected runs them.",
        """{"type":"object","properties":{"syms":{"type":"array","items":{"type":"string"}},"budget":{"type":"integer","description":"characters"}},"additionalProperties":false}"""u8.ToArray());

    public bool NeedsSolution(JsonElement arguments) => true;

    public string Title(JsonElement arguments) => arguments.Texts("syms") is [var first, ..] ? $"Find tests of {SymbolTitle.Of(first)}" : "Find tests of what changed";

    public string? Subject(JsonElement arguments) => arguments.Texts("syms").FirstOrDefault();

    public Task<CodeAnswer> AskAsync(ICodeEngine engine, JsonElement arguments, CancellationToken cancellationToken) =>
        engine.FindTestsAsync(new FindTestsQuery(arguments.Texts("syms"), arguments.Budget), cancellationToken);
}
