using System.Text.Json;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.Core.Models;
using EditorAgent.Core.Tools.Writing;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.CodeIntelligence.Tools.Edits;

/// <param name="workspace">Where paths are looked up.</param>
/// <param name="ledger">Which version of a file the model has seen, for edits that do not name one.</param>
internal sealed class EditCodeTool(Workspace workspace, ReadLedger ledger) : IProposal
{
    public ToolDefinition Definition { get; } = new(
        "edit_code",
        "Edits code by symbol or text; all edits of a call or none, in order, with what the compiler then says. Ops: replace_symbol (text is the whole declaration, "
        + "attributes and comments included), insert_before, insert_after, add_member (sym is the type), delete_symbol, replace_text (path, old occurs once), "
        + "create_file, delete_file. Fix and test together in one call.",
        """{"type":"object","properties":{"edits":{"type":"array","minItems":1,"items":{"type":"object","properties":{"op":{"enum":["replace_symbol","insert_before","insert_after","add_member","delete_symbol","replace_text","create_file","delete_file"]},"path":{"type":"string"},"sym":{"type":"string"},"rev":{"type":"string","description":"the [rev ...] you read; left out: the last you were shown, also by an earlier call of the same answer"},"old":{"type":"string"},"text":{"type":"string"},"where":{"type":"string","description":"add_member: end, or after Name"}},"required":["op"],"additionalProperties":false}},"format":{"type":"boolean"},"dry_run":{"type":"boolean"},"allow_broken":{"type":"boolean","description":"let syntax errors through"}},"required":["edits"],"additionalProperties":false}"""u8.ToArray());

    public bool NeedsSolution => false;

    public bool IsDryRun(JsonElement arguments) => arguments.Flag("dry_run");

    public string Title(JsonElement arguments)
    {
        var edits = arguments.GetProperty("edits");
        var subjects = edits.EnumerateArray().Select(edit => SymbolTitle.Of(edit.Text("sym") ?? edit.Text("path"))).Distinct().ToList();
        return $"Edit {string.Join(", ", subjects.Take(3))}{(subjects.Count > 3 ? $" and {subjects.Count - 3} more" : "")}";
    }

    public string? Subject(JsonElement arguments)
    {
        var first = arguments.GetProperty("edits")[0];
        return first.Text("path") ?? first.Text("sym");
    }

    public Task<EditProposal> ProposeAsync(ICodeEngine engine, JsonElement arguments, CancellationToken cancellationToken) => engine.EditAsync(
        new EditQuery(
            [.. arguments.GetProperty("edits").EnumerateArray().Select(this.EditOf)],
            !arguments.TryGetProperty("format", out var format) || format.ValueKind != JsonValueKind.False,
            arguments.Flag("allow_broken")),
        cancellationToken);

    /// <summary>An empty text is a text here: it deletes.</summary>
    private CodeEdit EditOf(JsonElement edit) => new(edit.Text("op") ?? "")
    {
        Path = edit.Text("path"),
        Symbol = edit.Text("sym"),
        Rev = edit.Text("rev") ?? this.LastSeen(edit.Text("path")),
        Old = edit.Text("old"),
        Text = edit.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null,
        Where = edit.Text("where"),
    };

    private string? LastSeen(string? path) =>
        path is not null && workspace.ResolveForReading(path) is PathResolution.Inside(var inside) && File.Exists(inside.Absolute)
            ? ledger.LastSeen(inside)?.Value[..SeenVersion.TokenLength]
            : null;
}
