using System.Text.Json;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.Core.Models;

namespace EditorAgent.CodeIntelligence.Tools.Questions;

internal sealed class DiagnosticsTool : ICodeQuestion
{
    public ToolDefinition Definition { get; } = new(
        "diagnostics",
        "Compiler errors and warnings without a build. Edits report what they changed by themselves; ask only for more.",
        """{"type":"object","properties":{"scope":{"type":"string","description":"changed, solution, a project, directory or file."},"severity":{"enum":["error","warning","info"]},"ids":{"type":"array","items":{"type":"string"}},"analyzers":{"type":"boolean","description":"Run the projects' analyzers too (slow)."},"since":{"enum":["session"],"description":"Only what is new in this session."},"budget":{"type":"integer","description":"characters"}},"additionalProperties":false}"""u8.ToArray());

    public bool NeedsSolution(JsonElement arguments) => true;

    public string Title(JsonElement arguments) => $"Diagnostics of {arguments.Text("scope") ?? "the code"}";

    public string? Subject(JsonElement arguments) => arguments.Text("scope");

    public Task<CodeAnswer> AskAsync(ICodeEngine engine, JsonElement arguments, CancellationToken cancellationToken) => engine.DiagnosticsAsync(
        new DiagnosticsQuery(arguments.Text("scope"), arguments.Text("severity") ?? "warning", arguments.Texts("ids"), arguments.Flag("analyzers"), arguments.Text("since"), arguments.Budget),
        cancellationToken);
}
