using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Tools.Asking;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.BuiltInTools.Asking;

/// <summary>Asks the user something. Whatever they answer, it is knowledge and no permission: every call is still judged for itself.</summary>
public sealed class AskUserTool(IUserQuestions questions) : ITool
{
    private const int LongestTitle = 100;

    public ToolDefinition Definition { get; } = new(
        "ask_user",
        "Asks the user one question with two to four answers to pick from; they may also answer in their own words. Only for what the workspace cannot tell and a wrong guess "
        + "would cost: a choice between ways, a missing requirement. Never for permission: calls ask by themselves.",
        """{"type":"object","properties":{"question":{"type":"string","minLength":1},"options":{"type":"array","minItems":2,"maxItems":4,"items":{"type":"object","properties":{"label":{"type":"string","minLength":1,"maxLength":80},"description":{"type":"string"}},"required":["label"],"additionalProperties":false}}},"required":["question","options"],"additionalProperties":false}"""u8.ToArray());

    public ValueTask<ToolPlan> PlanAsync(JsonElement arguments, CancellationToken cancellationToken)
    {
        ImmutableArray<UserOption> options =
        [
            .. arguments.GetProperty("options").EnumerateArray().Select(option => new UserOption(option.RequiredString("label"), option.OptionalString("description"))),
        ];
        if (options.Select(option => option.Label).Distinct(StringComparer.OrdinalIgnoreCase).Count() < options.Length)
        {
            return ValueTask.FromResult<ToolPlan>(new ToolPlan.Refused("Two options have the same label, so that the answer could not be told apart. Give each its own."));
        }

        return ValueTask.FromResult<ToolPlan>(new ToolPlan.Ready
        {
            Title = $"Ask: {CanonicalText.Line(arguments.RequiredString("question"), LongestTitle).Text}",
            Kind = ToolKind.Other,
            IsReadOnly = true,
            State = options,
        });
    }

    public async ValueTask<ToolResult> RunAsync(ApprovedToolCall call, IProgress<string> output, CancellationToken cancellationToken)
    {
        var options = (ImmutableArray<UserOption>)call.Plan.State!;
        var question = new UserQuestion(call.Id, this.Definition.Name, "The agent asks", call.Arguments.RequiredString("question"), options);
        return await questions.AskAsync(question, cancellationToken) switch
        {
            UserAnswer.Chosen chosen => ToolResult.Success($"The user chose: {options[chosen.Index].Label}{(chosen.Words is { } words ? $"\nThey add: {words}" : "")}"),
            UserAnswer.Said said => ToolResult.Success($"The user chose none of these and says: {said.Text}"),
            UserAnswer.Declined => ToolResult.Success("The user does not want to answer this. Do not ask it again; decide yourself and say which assumption you made."),
            UserAnswer.Nobody => ToolResult.Success("Nobody is there to be asked in this run. Decide yourself and say which assumption you made."),
            _ => ToolResult.Error("No answer came: the question was dismissed. Go on with what needs no answer, or end with the question as text."),
        };
    }
}
