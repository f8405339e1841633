using System.Text.Json;

namespace EditorAgent.Core.Tools;

/// <summary>
/// A tool that only names another one and its arguments. What is validated, planned, judged, shown, run and written down is the other's call,
/// as if the model had made it directly; this one is never planned or run.
/// </summary>
public interface IForwardingTool : ITool
{
    /// <param name="arguments">An object that satisfies this tool's own schema.</param>
    /// <param name="cancellationToken">Cancels the turn.</param>
    ValueTask<ForwardedCall> ForwardAsync(JsonElement arguments, CancellationToken cancellationToken);
}
