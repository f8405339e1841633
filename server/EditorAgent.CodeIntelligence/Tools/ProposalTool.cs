using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Tools.Writing;
using EditorAgent.Core.Trust;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.CodeIntelligence.Tools;

/// <summary>A change that an engine works out, as a tool of the model: planned, shown, judged and stored like any other edit.</summary>
internal sealed class ProposalTool(IProposal proposal, CodeToolContext context, WorkspaceTrust trust) : ITool
{
    public ToolDefinition Definition => proposal.Definition;

    public bool AlwaysChanges => true;

    public async ValueTask<ToolPlan> PlanAsync(JsonElement arguments, CancellationToken cancellationToken)
    {
        var subject = proposal.Subject(arguments);
        if (proposal.NeedsSolution || context.Engines.NeedTrustFor(subject))
        {
            if (await trust.CheckAsync(cancellationToken) is not TrustCheck.Trusted(var trusted))
            {
                return new ToolPlan.Refused(
                    $"{CodeError.Untrusted}: this needs the loaded solution, and the workspace is not trusted. If trust was not refused before, "
                    + "ask for diagnostics: the user is then asked for it. grep, edit, write and edit_code work without it.");
            }

            if (proposal.NeedsSolution && await context.Engines.RunsUnconfinedAsync(subject, cancellationToken))
            {
                return new ToolPlan.Refused(
                    $"{CodeError.NotLoaded}: this needs the loaded solution, and nothing keeps in what loading it runs. Ask for diagnostics or find_references first: "
                    + "the user is then asked. edit, write and edit_code work without it.");
            }

            if (await context.Engines.LoadAsync(trusted, subject, new Progress<string>(), cancellationToken) is { } failure)
            {
                return new ToolPlan.Refused(failure.Text);
            }
        }

        var proposed = await context.Engines.ProposeAsync(subject, engine => proposal.ProposeAsync(engine, arguments, cancellationToken), cancellationToken);
        if (proposed.Refusal is { } refusal)
        {
            return new ToolPlan.Refused(context.ResultOf(proposal.Definition.Name, refusal).Text);
        }

        return proposal.IsDryRun(arguments) ? await this.ShowAsync(arguments, proposed, cancellationToken) : await this.PlanAsync(arguments, proposed, cancellationToken);
    }

    public ValueTask RecallAsync(ImmutableArray<FileDiff> shown, CancellationToken cancellationToken) =>
        context.Ledger.RecallAsync(context.Workspace, context.Files, shown, cancellationToken);

    public async ValueTask<ToolResult> RunAsync(ApprovedToolCall call, IProgress<string> output, CancellationToken cancellationToken) => call.Plan.State is string shown
        ? ToolResult.Success(shown) with { Origin = TextOrigin.Workspace }
        : await WritePlans.RunAsync(context.Files, context.Ledger, call, cancellationToken);

    private async ValueTask<ToolPlan> PlanAsync(JsonElement arguments, EditProposal proposed, CancellationToken cancellationToken) =>
        await ProposedWrites.FromAsync(proposed, context, WrittenRevs.Told, cancellationToken) switch
        {
            ProposedWrites.Impossible(var reason) => new ToolPlan.Refused(reason),
            ProposedWrites.Possible possible => WritePlans.Ready(proposal.Title(arguments), proposal.Definition.Name, possible.Diffs, possible.Writes),
            _ => throw new InvalidOperationException("unknown outcome"),
        };

    private async ValueTask<ToolPlan> ShowAsync(JsonElement arguments, EditProposal proposed, CancellationToken cancellationToken)
    {
        if (await ProposedWrites.FromAsync(proposed, context, WrittenRevs.Untold, cancellationToken) is not ProposedWrites.Possible possible)
        {
            return new ToolPlan.Refused("The change cannot be shown: its files have changed meanwhile. Ask again.");
        }

        var root = (PathResolution.Inside)context.Workspace.ResolveForReading(".");
        return new ToolPlan.Ready
        {
            Title = $"{proposal.Title(arguments)} (dry run)",
            Kind = ToolKind.Search,
            IsReadOnly = true,
            Accesses = [new ToolAccess.Search()],
            Subjects = [PermissionSubject.Path.Of(root.Path, writes: false)],
            State = $"dry run: nothing was written, the compiler was not asked\n{possible.Writes.Summary}",
        };
    }
}
