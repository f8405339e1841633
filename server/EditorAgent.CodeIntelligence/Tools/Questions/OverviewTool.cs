using System.Text.Json;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.Core.Models;

namespace EditorAgent.CodeIntelligence.Tools.Questions;

internal sealed class OverviewTool : ICodeQuestion
{
    public ToolDefinition Definition { get; } = new(
        "code_overview",
        "Projects of the workspace with their types, or the outline of a directory or file. Start here in unknown code.",
        """{"type":"object","properties":{"scope":{"type":"string","description":"Project, directory or file; all without it."},"depth":{"type":"integer","minimum":1,"maximum":3,"description":"1 projects, 2 types, 3 members"},"budget":{"type":"integer","description":"characters"}},"additionalProperties":false}"""u8.ToArray());

    public bool NeedsSolution(JsonElement arguments) => false;

    public string Title(JsonElement arguments) => arguments.Text("scope") is { } scope ? $"Outline of {scope}" : "Overview of the code";

    public string? Subject(JsonElement arguments) => arguments.Text("scope");

    public Task<CodeAnswer> AskAsync(ICodeEngine engine, JsonElement arguments, CancellationToken cancellationToken) =>
        engine.OverviewAsync(new OverviewQuery(arguments.Text("scope"), arguments.Number("depth", 1, 1, 3), arguments.Budget), cancellationToken);
}
