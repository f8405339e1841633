using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Tools.Writing;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.CodeIntelligence.Tools;

/// <summary>What the code tools of one session share.</summary>
/// <param name="Workspace">Where they work.</param>
/// <param name="Files">Its contents; an editor's open buffers where there is one.</param>
/// <param name="Ledger">What the model has seen.</param>
/// <param name="Withheld">What it must not be shown.</param>
/// <param name="Engines">Who answers.</param>
internal sealed record CodeToolContext(Workspace Workspace, IWorkspaceFiles Files, ReadLedger Ledger, WithheldFiles? Withheld, CodeEngines Engines)
{
    public ToolResult ResultOf(string tool, CodeAnswer answer)
    {
        if (this.FirstWithheld(tool, answer) is { } withheld)
        {
            return ToolResult.Error(
                $"{CodeError.PathDenied}: the answer would show {withheld}, which a rule of the user withholds. Narrow it with scope, or leave that file alone.");
        }

        foreach (var seen in answer.Seen)
        {
            if (this.Workspace.ResolveForReading(seen.Path) is PathResolution.Inside(var path))
            {
                this.Ledger.Saw(path, new ContentHash(seen.Hash));
            }
        }

        var text = answer.Text.EndsWith('\n') ? answer.Text : answer.Text + "\n";
        return (answer.Error is null ? ToolResult.Success(text) : ToolResult.Error(text)) with
        {
            Origin = TextOrigin.Workspace,
            Shown = [.. answer.Seen.Select(seen => new ToolLocation(seen.Path, null))],
        };
    }

    private string? FirstWithheld(string tool, CodeAnswer answer) => this.Withheld is not { } rules
        ? null
        : answer.Seen.Select(seen => seen.Path).Where(path => rules.HidesContent(tool, path))
            .Concat(answer.Places.Select(place => place.Path).Where(path => rules.HidesName(tool, path)))
            .Select(this.Workspace.NameOf)
            .FirstOrDefault();
}
