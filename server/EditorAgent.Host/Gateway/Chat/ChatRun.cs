using System.Collections.Immutable;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using EditorAgent.Host.Gateway.Items;
using EditorAgent.Host.Gateway.Requests;
using EditorAgent.Host.Gateway.Tools;
using EditorAgent.Host.Gateway.Upstream;

namespace EditorAgent.Host.Gateway.Chat;

/// <summary>
/// Makes one chat completion: asks the model and runs the servers' calls until an answer has none. This API has no place for what happened on the way: an
/// answer that also calls a function of the client goes back at once, and its calls of servers are not run, since the model will not remember them.
/// </summary>
internal sealed class ChatRun(ChatRequest request, IChatModel model, ModelSettings settings, ServerSet servers, TimeProvider time)
{
    private readonly ModelRound upstream = new(model, time);

    /// <param name="show">Is given the pieces of the answer as long as no server's tool is on offer, so that every answer is the last one.</param>
    /// <param name="cancellationToken">Ends the request to the model and the call at the server.</param>
    /// <exception cref="ApiProblem">It failed.</exception>
    public async Task<ChatAnswer> RunAsync(Func<ModelEvent, ValueTask<bool>> show, CancellationToken cancellationToken)
    {
        var tools = ToolSet.Of(request.Tools, await this.ListAsync(cancellationToken));
        var choice = ForcedChoice.Of(request.ToolChoice, tools);
        var conversation = Conversation.Of(null, request.Items, tools.NameOf);
        ImmutableArray<ToolDefinition> offered = [.. choice.Offered.Select(tool => tool.Definition)];
        var messages = conversation.Messages.ToList();
        var usage = default(TokenUsage);
        for (var round = 0; round < GatewayLimits.Rounds; round++)
        {
            var options = new ModelRequestOptions
            {
                ToolChoice = round == 0 ? choice.First : choice.Later,
                ParallelToolCalls = request.Tools.Entries.IsEmpty ? null : request.Wishes.ParallelToolCalls,
                TopP = request.Wishes.TopP,
                ResponseFormat = request.Wishes.ResponseFormat,
            };
            var asked = new ModelRequest(conversation.System, offered, messages, request.MaxTokens ?? settings.MaxCompletionTokens, request.CacheKey ?? "") { Options = options };
            var answer = await this.upstream.AskAsync(asked, show, cancellationToken);
            usage += answer.Usage;
            var calls = answer.Message.ToolCalls.ToList();
            var own = calls.Where(call => tools.Find(call.Name) is GatewayTool.Function).ToList();
            if (calls.Count == 0 || own.Count > 0 || answer.Reason is FinishReason.Length or FinishReason.ContentFilter)
            {
                return AnswerOf(answer, own, usage);
            }

            messages.Add(answer.Message);
            foreach (var call in calls)
            {
                messages.Add(await this.ResultOfAsync(call, tools, cancellationToken));
            }
        }

        throw new ApiProblem(500, "server_error", $"The model called tools in {GatewayLimits.Rounds} answers one after the other; the gateway stopped there.", code: "too_many_rounds");
    }

    private static ChatAnswer AnswerOf(ModelEvent.Completed answer, List<AssistantPart.ToolCall> own, TokenUsage usage)
    {
        var reasoning = answer.Message.Parts.OfType<AssistantPart.Reasoning>().Where(part => part.Key is "reasoning_content" or "reasoning").Select(part => part.Value).ToList();
        var reason = answer.Reason switch
        {
            FinishReason.Length => "length",
            FinishReason.ContentFilter => "content_filter",
            _ => own.Count > 0 ? "tool_calls" : "stop",
        };
        return new ChatAnswer(answer.Message.Text, reasoning.Count == 0 ? null : string.Concat(reasoning), own, reason, usage);
    }

    private async Task<Dictionary<string, ImmutableArray<ListedTool>>> ListAsync(CancellationToken cancellationToken)
    {
        var asked = request.Tools.Servers.Select(server => (Server: server, Listing: ToolListing.OfAsync(servers, server, cancellationToken))).ToList();
        await Task.WhenAll(asked.Select(one => one.Listing));
        var listed = new Dictionary<string, ImmutableArray<ListedTool>>(StringComparer.Ordinal);
        foreach (var (server, listing) in asked)
        {
            var (tools, failure) = await listing;
            if (failure is not null)
            {
                throw ToolListing.ProblemOf(server, failure);
            }

            if (tools.FirstOrDefault(server.Approval.Asks) is { } unapproved)
            {
                throw NeedsNever(server, $" It asks about the tool '{unapproved.Name}'.");
            }

            listed.Add(server.Label, tools);
        }

        return listed;
    }

    /// <summary>Chat completions have no way to ask.</summary>
    public static ApiProblem NeedsNever(McpEntry server, string more) =>
        ApiProblem.Unsupported("tools", $"In chat completions require_approval of the server '{server.Label}' must be 'never'; use /v1/responses to be asked.{more}");

    private async Task<Message.ToolResult> ResultOfAsync(AssistantPart.ToolCall call, ToolSet tools, CancellationToken cancellationToken)
    {
        if (tools.Find(call.Name) is not GatewayTool.Served served)
        {
            return new Message.ToolResult(call.Id, call.Name, [new ContentPart.Text($"Error: there is no tool {call.Name}. Nothing was run; use one of the tools on offer.")], IsError: true);
        }

        var end = await servers.CallAsync(served, call.RawArguments, cancellationToken);
        return new Message.ToolResult(call.Id, call.Name, end.Told, end.Error is not null);
    }
}
