using System.Text.Json;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.Core.Models;

namespace EditorAgent.CodeIntelligence.Tools.Questions;

internal sealed class NullAnalysisTool : ICodeQuestion
{
    public ToolDefinition Definition { get; } = new(
        "analyze_null",
        "Where null can be dereferenced, by flow analysis, also in projects without <Nullable>. Give a symbol, a pasted stack trace of a NullReferenceException, or a scope.",
        """{"type":"object","properties":{"sym":{"type":"string"},"scope":{"type":"string","description":"Project, directory or file."},"budget":{"type":"integer","description":"characters"}},"additionalProperties":false}"""u8.ToArray());

    public bool NeedsSolution(JsonElement arguments) => true;

    public string Title(JsonElement arguments) => $"Null analysis of {SymbolTitle.Of(arguments.Text("sym") ?? arguments.Text("scope") ?? "the code")}";

    public string? Subject(JsonElement arguments) => arguments.Text("sym") ?? arguments.Text("scope");

    public Task<CodeAnswer> AskAsync(ICodeEngine engine, JsonElement arguments, CancellationToken cancellationToken) =>
        engine.NullAnalysisAsync(new NullAnalysisQuery(arguments.Text("sym"), arguments.Text("scope"), arguments.Budget), cancellationToken);
}
