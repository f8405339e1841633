using System.Text.Json;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.Core.Models;

namespace EditorAgent.CodeIntelligence.Tools.Edits;

internal sealed class ApplyCodeActionTool : IProposal
{
    public ToolDefinition Definition { get; } = new(
        "apply_code_action",
        "Applies an action of the last code_actions answer: at its place, or as fix-all in the file or project.",
        """{"type":"object","properties":{"id":{"type":"string","description":"a1"},"scope":{"enum":["one","file","project"]},"dry_run":{"type":"boolean"}},"required":["id"],"additionalProperties":false}"""u8.ToArray());

    public bool NeedsSolution => true;

    public bool IsDryRun(JsonElement arguments) => arguments.Flag("dry_run");

    public string Title(JsonElement arguments) => $"Apply code action {SymbolTitle.Of(arguments.Text("id"))}";

    public string? Subject(JsonElement arguments) => null;

    public Task<EditProposal> ProposeAsync(ICodeEngine engine, JsonElement arguments, CancellationToken cancellationToken) =>
        engine.ApplyCodeActionAsync(new ApplyCodeActionQuery(arguments.Text("id") ?? "", arguments.Text("scope") ?? "one"), cancellationToken);
}
