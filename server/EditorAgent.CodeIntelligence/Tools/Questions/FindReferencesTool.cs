using System.Text.Json;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.Core.Models;

namespace EditorAgent.CodeIntelligence.Tools.Questions;

internal sealed class FindReferencesTool : ICodeQuestion
{
    public ToolDefinition Definition { get; } = new(
        "find_references",
        "Every use of a symbol, found by the compiler, by file and enclosing member.",
        """{"type":"object","properties":{"sym":{"type":"string"},"kinds":{"type":"array","items":{"enum":["read","write","call","new","override","type","typeof","nameof","cref","attribute"]}},"scope":{"type":"string","description":"Project, directory or file."},"context":{"type":"integer","minimum":0,"maximum":5,"description":"Lines around each use."},"budget":{"type":"integer","description":"characters"}},"required":["sym"],"additionalProperties":false}"""u8.ToArray());

    public bool NeedsSolution(JsonElement arguments) => true;

    public string Title(JsonElement arguments) => $"Find references of {SymbolTitle.Of(arguments.Text("sym"))}";

    public string? Subject(JsonElement arguments) => arguments.Text("sym");

    public Task<CodeAnswer> AskAsync(ICodeEngine engine, JsonElement arguments, CancellationToken cancellationToken) => engine.FindReferencesAsync(
        new FindReferencesQuery(arguments.Text("sym") ?? "", arguments.Texts("kinds"), arguments.Text("scope"), arguments.Number("context", 1, 0, 5), arguments.Budget),
        cancellationToken);
}
