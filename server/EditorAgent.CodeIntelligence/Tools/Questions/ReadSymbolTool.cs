using System.Text.Json;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.Core.Models;

namespace EditorAgent.CodeIntelligence.Tools.Questions;

internal sealed class ReadSymbolTool : ICodeQuestion
{
    public ToolDefinition Definition { get; } = new(
        "read_symbol",
        "Shows the source of symbols, numbered, without the rest of their files. A symbol (everywhere): Type.Member(paramTypes) or any suffix of its full name, "
        + "path:line, a documentation id, or a pasted stack trace.",
        """{"type":"object","properties":{"syms":{"type":"array","minItems":1,"maxItems":10,"items":{"type":"string"}},"with":{"type":"array","items":{"enum":["source","doc","members","base","refs-count"]},"description":"Without it: source."},"budget":{"type":"integer","description":"characters"}},"required":["syms"],"additionalProperties":false}"""u8.ToArray());

    public bool NeedsSolution(JsonElement arguments) => arguments.Texts("with").Contains("refs-count");

    public string Title(JsonElement arguments) => $"Read {string.Join(", ", arguments.Texts("syms").Select(SymbolTitle.Of))}";

    public string? Subject(JsonElement arguments) => arguments.Texts("syms").FirstOrDefault();

    public Task<CodeAnswer> AskAsync(ICodeEngine engine, JsonElement arguments, CancellationToken cancellationToken) =>
        engine.ReadSymbolAsync(new ReadSymbolQuery(arguments.Texts("syms"), arguments.Texts("with"), arguments.Budget), cancellationToken);
}
