using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Tools.Delegation;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.BuiltInTools.Delegation;

/// <summary>Gives a task to a subagent and returns what it answers.</summary>
public sealed class AgentTool(ISubagents subagents) : ITool
{
    private const int LongestTitle = 80;

    public ToolDefinition Definition { get; } = new(
        "agent",
        "Gives a task to a subagent with a conversation of its own and returns its answer: reading that would fill yours. explore finds out, plan works out how; both only read and "
        + "run side by side, up to four. code changes files and runs alone, asking the user as you do. It knows only the prompt: say what is wanted, what is known, what to answer.",
        """{"type":"object","properties":{"description":{"type":"string","minLength":1,"description":"Three to six words for the user."},"prompt":{"type":"string","minLength":1},"profile":{"type":"string","enum":["explore","plan","code"]},"resume":{"type":"string","description":"The id of a subagent that goes on with what it knows."}},"required":["description","prompt","profile"],"additionalProperties":false}"""u8.ToArray());

    public ValueTask<ToolPlan> PlanAsync(JsonElement arguments, CancellationToken cancellationToken)
    {
        var profile = arguments.RequiredString("profile") switch
        {
            "plan" => SubagentProfile.Plan,
            "code" => SubagentProfile.Code,
            _ => SubagentProfile.Explore,
        };
        var description = arguments.RequiredString("description");
        var resume = arguments.OptionalString("resume") is { Length: > 0 } id ? id : null;
        if (resume is not null && subagents.WhyNotResumable(resume, profile) is { } problem)
        {
            return ValueTask.FromResult<ToolPlan>(new ToolPlan.Refused(problem));
        }

        var name = arguments.RequiredString("profile");
        return ValueTask.FromResult<ToolPlan>(new ToolPlan.Ready
        {
            Title = $"Subagent {name}: {CanonicalText.Line(description, LongestTitle).Text}",
            Kind = ToolKind.Think,

            // Each of its own calls is judged for itself; what reads only may be one of several.
            IsReadOnly = profile != SubagentProfile.Code,
            Notes = profile == SubagentProfile.Code ? ["each of its changes and commands is judged and asked about like the agent's own"] : [],
            Accesses = profile == SubagentProfile.Code ? [new ToolAccess.Exclusive()] : [new ToolAccess.Search()],
            OfferedGrants = profile == SubagentProfile.Code ? [new PermissionGrant("agent")] : [],
            State = (profile, description, resume),
        });
    }

    public async ValueTask<ToolResult> RunAsync(ApprovedToolCall call, IProgress<string> output, CancellationToken cancellationToken)
    {
        var (profile, description, resume) = ((SubagentProfile, string, string?))call.Plan.State!;
        return await subagents.RunAsync(new SubagentTask(call.Id, profile, description, call.Arguments.RequiredString("prompt"), resume), output, cancellationToken);
    }
}
