using System.Text.Json;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.Core.Models;

namespace EditorAgent.CodeIntelligence.Tools.Edits;

internal sealed class RenameTool : IProposal
{
    public ToolDefinition Definition { get; } = new(
        "rename_symbol",
        "Renames a symbol and every use of it, overrides and implementations included.",
        """{"type":"object","properties":{"sym":{"type":"string"},"new_name":{"type":"string"},"in_comments":{"type":"boolean"},"in_strings":{"type":"boolean"},"dry_run":{"type":"boolean"}},"required":["sym","new_name"],"additionalProperties":false}"""u8.ToArray());

    public bool NeedsSolution => true;

    public bool IsDryRun(JsonElement arguments) => arguments.Flag("dry_run");

    public string Title(JsonElement arguments) => $"Rename {SymbolTitle.Of(arguments.Text("sym"))} to {SymbolTitle.Of(arguments.Text("new_name"))}";

    public string? Subject(JsonElement arguments) => arguments.Text("sym");

    public Task<EditProposal> ProposeAsync(ICodeEngine engine, JsonElement arguments, CancellationToken cancellationToken) => engine.RenameAsync(
        new RenameQuery(arguments.Text("sym") ?? "", arguments.Text("new_name") ?? "", arguments.Flag("in_comments"), arguments.Flag("in_strings")), cancellationToken);
}
