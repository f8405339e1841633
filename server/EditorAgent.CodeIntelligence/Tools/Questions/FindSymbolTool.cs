using System.Text.Json;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.Core.Models;

namespace EditorAgent.CodeIntelligence.Tools.Questions;

internal sealed class FindSymbolTool : ICodeQuestion
{
    public ToolDefinition Definition { get; } = new(
        "find_symbol",
        "Finds declarations by name: words, CamelHump (OrdServ Load) or wildcards (*Repository). For text use grep.",
        """{"type":"object","properties":{"query":{"type":"string"},"kind":{"type":"string","description":"class, interface, method, property ..."},"scope":{"type":"string","description":"Project, directory or file."},"body":{"type":"boolean","description":"Show the source if there is one hit."},"max":{"type":"integer","minimum":1,"maximum":200},"budget":{"type":"integer","description":"characters"}},"required":["query"],"additionalProperties":false}"""u8.ToArray());

    public bool NeedsSolution(JsonElement arguments) => false;

    public string Title(JsonElement arguments) => $"Find symbol {arguments.Text("query")}";

    public string? Subject(JsonElement arguments) => arguments.Text("scope");

    public Task<CodeAnswer> AskAsync(ICodeEngine engine, JsonElement arguments, CancellationToken cancellationToken) => engine.FindSymbolAsync(
        new FindSymbolQuery(arguments.Text("query") ?? "", arguments.Text("kind"), arguments.Text("scope"), arguments.Flag("body"), arguments.Number("max", 30, 1, 200), arguments.Budget),
        cancellationToken);
}
