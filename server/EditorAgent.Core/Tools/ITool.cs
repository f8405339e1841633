using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Core.Models;

namespace EditorAgent.Core.Tools;

/// <summary>
/// Something the model can do. Planning has no effect beyond reading the workspace; running happens only with an
/// <see cref="ApprovedToolCall"/>, which only the pipeline makes. A tool is stateless between calls but for what it keeps per session
/// in its own fields; one instance serves one session and must bear concurrent calls.
/// </summary>
public interface ITool
{
    ToolDefinition Definition { get; }

    /// <summary>Whether every call of it changes or starts something. Where nothing may, that is what a model learns of it first.</summary>
    bool AlwaysChanges => false;

    /// <param name="arguments">An object that satisfies the tool's schema.</param>
    /// <param name="cancellationToken">Cancels the turn.</param>
    ValueTask<ToolPlan> PlanAsync(JsonElement arguments, CancellationToken cancellationToken);

    /// <summary>
    /// Does what the plan says. Expected failures are results, not exceptions; an exception is a bug and costs the model one opaque error.
    /// After cancellation it returns or throws <see cref="OperationCanceledException"/> within 250 ms with every process it started dead.
    /// </summary>
    ValueTask<ToolResult> RunAsync(ApprovedToolCall call, IProgress<string> output, CancellationToken cancellationToken);

    /// <summary>
    /// A call of this tool is about to be planned again after a restart. What a person was shown then counts as seen by the model, as far as
    /// it still is so.
    /// </summary>
    ValueTask RecallAsync(ImmutableArray<FileDiff> shown, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
