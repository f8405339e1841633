using System.Text.Json;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.CodeIntelligence.Tools;

/// <summary>A question about code as a tool of the model. What it shows counts as read.</summary>
internal sealed class CodeQuestionTool(ICodeQuestion question, CodeToolContext context) : ITool
{
    public ToolDefinition Definition => question.Definition;

    public async ValueTask<ToolPlan> PlanAsync(JsonElement arguments, CancellationToken cancellationToken)
    {
        var root = (PathResolution.Inside)context.Workspace.ResolveForReading(".");
        var subject = question.Subject(arguments);
        var plan = new ToolPlan.Ready
        {
            Title = question.Title(arguments),
            Kind = ToolKind.Search,
            IsReadOnly = true,
            NeedsTrust = question.NeedsSolution(arguments) || context.Engines.NeedTrustFor(subject),
            Accesses = [new ToolAccess.Search()],
            Subjects = [PermissionSubject.Path.Of(root.Path, writes: false)],
        };
        return question.NeedsSolution(arguments) && await context.Engines.RunsUnconfinedAsync(subject, cancellationToken)
            ? plan with
            {
                Title = $"Load the solution to answer: {plan.Title}",
                Kind = ToolKind.Execute,
                IsReadOnly = false,
                Accesses = [new ToolAccess.Exclusive()],
                Execution = new Execution { Kind = "load solution", IsSandboxed = false },
                Notes = ["This runs the projects' MSBuild code, analyzers and generators, and nothing keeps them in."],
            }
            : plan;
    }

    public async ValueTask<ToolResult> RunAsync(ApprovedToolCall call, IProgress<string> output, CancellationToken cancellationToken)
    {
        if (call.Trusted is { } trusted && question.NeedsSolution(call.Arguments))
        {
            if (await context.Engines.LoadAsync(trusted, question.Subject(call.Arguments), output, cancellationToken) is { } failure)
            {
                return ToolResult.Error(failure.Text);
            }
        }

        var answer = await context.Engines.AskAsync(
            question.Subject(call.Arguments), engine => question.AskAsync(engine, call.Arguments, cancellationToken), cancellationToken);
        return context.ResultOf(question.Definition.Name, answer);
    }
}
