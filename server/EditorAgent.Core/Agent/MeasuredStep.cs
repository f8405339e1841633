using EditorAgent.Core.Models;
using EditorAgent.Core.Telemetry;

namespace EditorAgent.Core.Agent;

/// <summary>Asks the model and measures it where somebody wants to know; otherwise it only asks.</summary>
internal static class MeasuredStep
{
    public static Task<ModelAnswer> AskAsync(ModelStep step, IChatModel model, ModelRequest request, string conversation, CancellationToken cancellationToken) =>
        AgentTelemetry.IsOn ? MeasureAsync(step, model, request, conversation, cancellationToken) : step.AskAsync(model, request, cancellationToken);

    private static async Task<ModelAnswer> MeasureAsync(ModelStep step, IChatModel model, ModelRequest request, string conversation, CancellationToken cancellationToken)
    {
        using var chat = AgentTelemetry.StartChat(conversation, model.Description.Provider, model.Description.Id);
        try
        {
            var answer = await step.AskAsync(model, request, cancellationToken);
            chat?.Used(answer.Usage.Prompt, answer.Usage.Completion, answer.Usage.Cached);
            chat?.With("gen_ai.response.finish_reasons", new[] { NameOf(answer.Reason) });
            chat?.Content("gen_ai.output.messages", answer.Message.Text);
            return answer;
        }
        catch (ModelException failure)
        {
            chat?.Failed(failure.Failure.Kind.ToString());
            throw;
        }
        catch (OperationCanceledException)
        {
            chat?.Failed("Cancelled");
            throw;
        }
    }

    private static string NameOf(FinishReason reason) => reason switch
    {
        FinishReason.ToolCalls => "tool_calls",
        FinishReason.Length => "length",
        FinishReason.ContentFilter => "content_filter",
        _ => "stop",
    };
}
