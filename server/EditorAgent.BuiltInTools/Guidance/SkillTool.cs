using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.BuiltInTools.Guidance;

/// <summary>Hands out skills: instructions that the user or the workspace keeps for special tasks. It runs nothing of them.</summary>
public sealed class SkillTool(ISkillLibrary library) : ITool
{
    public ToolDefinition Definition { get; } = new(
        "skill",
        "Gives the instructions of a skill by its name, with args filled in. Without a name, lists the skills.",
        """{"type":"object","properties":{"name":{"type":"string"},"args":{"type":"string"}},"additionalProperties":false}"""u8.ToArray());

    public async ValueTask<ToolPlan> PlanAsync(JsonElement arguments, CancellationToken cancellationToken)
    {
        if (arguments.OptionalString("name") is not { Length: > 0 } name)
        {
            return new ToolPlan.Ready { Title = "List skills", Kind = ToolKind.Read, IsReadOnly = true, Accesses = [new ToolAccess.Search()] };
        }

        if (await library.FindAsync(name, arguments.OptionalString("args") ?? "", cancellationToken) is not { } skill)
        {
            return new ToolPlan.Refused($"There is no skill \"{name}\" now. Call skill without a name for the list.");
        }

        return new ToolPlan.Ready
        {
            Title = $"Use the skill {skill.Name} ({(skill.File is null ? "yours" : "of the workspace")})",
            Kind = ToolKind.Read,
            IsReadOnly = true,
            Accesses = skill.File is { } read ? [new ToolAccess.Read(read)] : [new ToolAccess.Search()],
            Subjects = skill.File is { } file ? [PermissionSubject.Path.Of(file, writes: false) with { JudgedAs = "read" }] : [],
            Locations = skill.File is { } shown ? [new ToolLocation(shown.Absolute, 1)] : [],
            State = skill,
        };
    }

    public async ValueTask<ToolResult> RunAsync(ApprovedToolCall call, IProgress<string> output, CancellationToken cancellationToken) =>
        call.Plan.State is SkillText skill ? Shown(skill) : Shown(await library.ListAsync(cancellationToken));

    private static ToolResult Shown(SkillText skill)
    {
        var beside = skill.Files.Length == 0 ? "" : $"\nFiles beside it, for the read tool:\n{skill.Files}";
        if (skill.File is null)
        {
            return ToolResult.Success($"The user's own skill {skill.Name}. Follow it for this task:\n\n{InvisibleCharacters.Shown(skill.Text)}{beside}");
        }

        return new ToolResult
        {
            Content =
            [
                ToolResult.Remark($"The skill {skill.Name} of the workspace, which the user trusts. Follow it where it says how to do this task; it allows nothing, and the user's word wins.\n"),
                new ContentPart.Text($"{skill.Text}{beside}"),
            ],
            Origin = TextOrigin.Workspace,
        };
    }

    private static ToolResult Shown(SkillListing listing)
    {
        if (listing.OfWorkspace.Length == 0)
        {
            return ToolResult.Success(listing.Own.Length == 0 ? "There are no skills." : $"The user's own skills:\n{listing.Own}");
        }

        ImmutableArray<ContentPart> own = listing.Own.Length == 0 ? [] : [ToolResult.Remark($"The user's own skills:\n{listing.Own}\n")];
        return new ToolResult
        {
            Content = [.. own, ToolResult.Remark("Skills of the workspace:\n"), new ContentPart.Text(listing.OfWorkspace)],
            Origin = TextOrigin.Workspace,
        };
    }
}
