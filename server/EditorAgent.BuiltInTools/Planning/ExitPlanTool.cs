using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Tools.Asking;

namespace EditorAgent.BuiltInTools.Planning;

/// <summary>Shows the user the plan and, if they approve of it, ends plan mode. Nobody else can: without a person the mode stays.</summary>
public sealed class ExitPlanTool(IPlanMode mode, IUserQuestions questions) : ITool
{
    public ToolDefinition Definition { get; } = new(
        "exit_plan",
        "In plan mode only: shows the user your finished plan and asks for their go-ahead. Up to three options where they should choose between ways. Plan mode ends when they approve.",
        """{"type":"object","properties":{"plan":{"type":"string","minLength":1,"description":"Markdown: what changes where, in which order, how it is proved."},"options":{"type":"array","maxItems":3,"items":{"type":"object","properties":{"label":{"type":"string","minLength":1,"maxLength":80},"description":{"type":"string"}},"required":["label"],"additionalProperties":false}}},"required":["plan"],"additionalProperties":false}"""u8.ToArray());

    public ValueTask<ToolPlan> PlanAsync(JsonElement arguments, CancellationToken cancellationToken) => ValueTask.FromResult<ToolPlan>(mode switch
    {
        { IsForGood: true } => new ToolPlan.Refused("Plan mode cannot be left: the user has not trusted this workspace in the editor. End with the plan as your answer."),
        { IsOn: false } => new ToolPlan.Refused("The session is not in plan mode: nothing has to be approved first. Go ahead with the work; keep the user informed with update_plan."),
        _ => new ToolPlan.Ready { Title = "Propose the plan", Kind = ToolKind.Think, IsReadOnly = true },
    });

    public async ValueTask<ToolResult> RunAsync(ApprovedToolCall call, IProgress<string> output, CancellationToken cancellationToken)
    {
        if (!mode.IsOn || mode.IsForGood)
        {
            return ToolResult.Error("The mode has changed meanwhile; nothing was asked. Look at what the user wants now.");
        }

        ImmutableArray<UserOption> wanted = call.Arguments.TryGetProperty("options", out var given)
            ? [.. given.EnumerateArray().Select(option => new UserOption(option.RequiredString("label"), option.OptionalString("description")))]
            : [];
        ImmutableArray<UserOption> ways = wanted.IsEmpty ? [new UserOption("Approve", null)] : wanted;
        var next = mode.Next;
        ImmutableArray<UserOption> shown =
        [
            .. ways.Select(way => way with { Label = $"Go ahead in {next} mode{(wanted.IsEmpty ? "" : $": {way.Label}")}" }),
            new UserOption("Keep planning", null),
        ];
        var question = new UserQuestion(call.Id, this.Definition.Name, "Approve this plan?", call.Arguments.RequiredString("plan"), shown);
        switch (await questions.AskAsync(question, cancellationToken))
        {
            case UserAnswer.Chosen { Index: var index, Words: var words } when index < ways.Length && mode.IsOn:
                mode.Leave();
                return ToolResult.Success($"The user approved the plan{(wanted.IsEmpty ? "" : $", this way: {wanted[index].Label}")}. Plan mode is off; the mode is {next}. Go ahead, and keep update_plan true as you go.{(words is null ? "" : $" They add: {words}")}");

            case UserAnswer.Chosen { Words: null }:
                return ToolResult.Success("The user wants you to keep planning. Plan mode stays. Ask what is missing, or improve the plan and propose it again.");

            case UserAnswer.Chosen { Words: { } words }:
                return Changes(words);

            case UserAnswer.Said said:
                return Changes(said.Text);

            case UserAnswer.Nobody:
                return ToolResult.Success("Nobody is there to approve it in this run; plan mode stays. End with the plan as your answer.");

            default:
                return ToolResult.Success("The user has not approved the plan; plan mode stays. End with the plan as your answer, and wait for what they say.");
        }
    }

    private static ToolResult Changes(string words) => ToolResult.Success($"The user wants changes first; plan mode stays. They say: {words}");
}
