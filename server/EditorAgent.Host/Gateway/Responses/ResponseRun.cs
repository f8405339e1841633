using System.Collections.Immutable;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using EditorAgent.Host.Gateway.Items;
using EditorAgent.Host.Gateway.Requests;
using EditorAgent.Host.Gateway.Tools;
using EditorAgent.Host.Gateway.Upstream;

namespace EditorAgent.Host.Gateway.Responses;

/// <summary>
/// Makes one response: lists the servers' tools, runs what was agreed to, then asks the model and runs its calls until it calls nothing more, calls a function
/// of the client, or calls what needs a yes. Cancelled, it ends the request to the model and the call at the server.
/// </summary>
internal sealed class ResponseRun(ResponseDraft draft, ResponseEvents events, IChatModel model, ModelSettings settings, ServerSet servers, AgreedCalls agreedCalls, TimeProvider time)
{
    private readonly ModelRound upstream = new(model, time);
    private int toolCalls;

    private ResponsesRequest Request => draft.Request;

    /// <summary>Afterwards the draft says how it ended.</summary>
    /// <exception cref="ApiProblem">It failed.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await events.OfResponseAsync("created");
        await events.OfResponseAsync("in_progress");
        var earlier = (this.Request.Previous?.Items ?? []).Concat(this.Request.Input).ToList();
        var tools = ToolSet.Of(this.Request.Tools, await this.ListAsync(earlier, cancellationToken));
        await this.RunAgreedAsync(earlier, tools, cancellationToken);
        var conversation = Conversation.Of(this.Instructions(), [.. earlier, .. draft.Output], tools.NameOf);
        await this.RunRoundsAsync(conversation, tools, cancellationToken);
    }

    private string Instructions()
    {
        var described = this.Request.Tools.Servers.Where(server => server.Description is { Length: > 0 })
            .Select(server => $"Tools whose names begin with {ToolNames.Of(server.Label, "")} belong to the server \"{server.Label}\": {server.Description}");
        return string.Join("\n\n", new[] { this.Request.Instructions ?? "" }.Concat(described).Where(text => text.Length > 0));
    }

    /// <summary>All servers are asked at once; their items come in the order of the request. A list that is already in the conversation is not asked for again.</summary>
    private async Task<Dictionary<string, ImmutableArray<ListedTool>>> ListAsync(List<Item> earlier, CancellationToken cancellationToken)
    {
        var listed = new Dictionary<string, ImmutableArray<ListedTool>>(StringComparer.Ordinal);
        var asked = new List<(McpEntry Server, Item.ToolList Item, int Place, Task<ToolListing> Listing)>();
        foreach (var server in this.Request.Tools.Servers)
        {
            if (earlier.OfType<Item.ToolList>().LastOrDefault(list => list.Label == server.Label && list.Error is null && (list.Url is null || list.Url == server.Url)) is { } known)
            {
                listed.Add(server.Label, known.Tools);
                continue;
            }

            var item = new Item.ToolList(ItemId.New("mcpl"), server.Label, [], null) { Url = server.Url };
            var place = draft.Add(item);
            await events.ItemAddedAsync(place, item);
            await events.AboutAsync("response.mcp_list_tools.in_progress", place, item.Id);
            asked.Add((server, item, place, ToolListing.OfAsync(servers, server, cancellationToken)));
        }

        await Task.WhenAll(asked.Select(one => one.Listing));
        ApiProblem? problem = null;
        foreach (var (server, item, place, listing) in asked)
        {
            var (tools, failure) = await listing;
            var done = item with { Tools = tools, Error = failure?.Message };
            draft.Put(place, done);
            await events.AboutAsync($"response.mcp_list_tools.{(failure is null ? "completed" : "failed")}", place, item.Id);
            await events.ItemDoneAsync(place, done);
            listed.Add(server.Label, tools);
            problem ??= failure is null ? null : ToolListing.ProblemOf(server, failure);
        }

        return problem is null ? listed : throw problem;
    }

    private async Task RunAgreedAsync(List<Item> earlier, ToolSet tools, CancellationToken cancellationToken)
    {
        var done = earlier.OfType<Item.McpCall>().Select(call => call.ApprovalRequestId).ToHashSet(StringComparer.Ordinal);
        var agreed = earlier.OfType<Item.ApprovalResponse>().Where(response => response.IsApproved).Select(response => response.RequestId).ToHashSet(StringComparer.Ordinal);
        foreach (var request in earlier.OfType<Item.ApprovalRequest>().Where(request => agreed.Contains(request.Id) && !done.Contains(request.Id)).DistinctBy(request => request.Id).ToList())
        {
            var item = new Item.McpCall(ItemId.New("mcp"), request.Label, request.Name, "", null, null, request.Id, "in_progress");
            var place = draft.Add(item);
            await events.ItemAddedAsync(place, item);
            await events.AboutAsync("response.mcp_call.in_progress", place, item.Id);
            await events.AboutAsync("response.mcp_call_arguments.delta", place, item.Id, writer => writer.WriteString("delta"u8, request.Arguments));
            await events.AboutAsync("response.mcp_call_arguments.done", place, item.Id, writer => writer.WriteString("arguments"u8, request.Arguments));
            var call = item with { Arguments = request.Arguments };
            var end = await agreedCalls.RunAsync(request, () => this.CallAsync(call, tools.Find(request.Label, request.Name), cancellationToken), cancellationToken);
            await this.EndAsync(place, call, end);
        }
    }

    private async Task RunRoundsAsync(Conversation conversation, ToolSet tools, CancellationToken cancellationToken)
    {
        var choice = ForcedChoice.Of(this.Request.ToolChoice, tools);
        ImmutableArray<ToolDefinition> offered = [.. choice.Offered.Select(tool => tool.Definition)];
        var messages = conversation.Messages.ToList();
        for (var round = 0; round < GatewayLimits.Rounds; round++)
        {
            if (this.TokensLeft() is not { } tokens)
            {
                draft.BreakOff("max_output_tokens");
                return;
            }

            var writer = new RoundWriter(draft, events, tools);
            var request = new ModelRequest(conversation.System, offered, messages, tokens, this.Request.CacheKey ?? "") { Options = this.Options(round == 0 ? choice.First : choice.Later) };
            var answer = await this.upstream.AskAsync(request, writer.ShowAsync, cancellationToken);
            draft.Count(answer.Usage);
            var calls = await writer.FinishAsync(answer);
            if (answer.Reason is FinishReason.Length or FinishReason.ContentFilter)
            {
                draft.BreakOff(answer.Reason == FinishReason.Length ? "max_output_tokens" : "content_filter");
                return;
            }

            messages.Add(answer.Message);
            var mustReturn = calls.IsEmpty;
            foreach (var call in calls)
            {
                var told = await this.ResultOfAsync(call, cancellationToken);
                mustReturn |= call.Item is Item.FunctionCall or Item.ApprovalRequest;
                messages.Add(new Message.ToolResult(call.Part!.Id, call.Part.Name, told, call.Item is Item.McpCall { Error: not null } or null));
            }

            if (mustReturn)
            {
                draft.Complete(time.GetUtcNow());
                return;
            }
        }

        draft.BreakOff("max_messages");
    }

    private ModelRequestOptions Options(string? choice) => new()
    {
        ToolChoice = choice,
        ParallelToolCalls = this.Request.Tools.Entries.IsEmpty ? null : this.Request.Wishes.ParallelToolCalls,
        TopP = this.Request.Wishes.TopP,
        ResponseFormat = this.Request.Wishes.ResponseFormat,
    };

    /// <returns>Null when the client's bound is used up.</returns>
    private int? TokensLeft()
    {
        if (this.Request.MaxOutputTokens is not { } bound)
        {
            return settings.MaxCompletionTokens;
        }

        var left = bound - (draft.Usage?.Completion ?? 0);
        return left > 0 ? (int)left : null;
    }

    private async Task<ImmutableArray<ContentPart>> ResultOfAsync(OpenCall call, CancellationToken cancellationToken)
    {
        switch (call.Item)
        {
            case Item.McpCall item:
                return await this.RunCallAsync(call.Place, item, call.Tool as GatewayTool.Served, cancellationToken);
            case null:
                return [new ContentPart.Text($"Error: there is no tool {call.Part!.Name}. Nothing was run; use one of the tools on offer.")];
            default:
                return [];
        }
    }

    private async Task<ImmutableArray<ContentPart>> RunCallAsync(int place, Item.McpCall item, GatewayTool.Served? tool, CancellationToken cancellationToken)
    {
        var end = await this.CallAsync(item, tool, cancellationToken);
        await this.EndAsync(place, item, end);
        return end.Told;
    }

    private async Task<CallEnd> CallAsync(Item.McpCall item, GatewayTool.Served? tool, CancellationToken cancellationToken)
    {
        if (tool is null)
        {
            return CallEnd.Refused(-32602, $"The server {item.Label} offers no tool {item.Name} any more. Nothing was run.") with { IsUnsent = true };
        }

        return this.Request.MaxToolCalls is { } most && this.toolCalls++ >= most
            ? CallEnd.Refused(-32000, $"The bound of {most} tool calls is reached. Nothing was run; answer with what is known.") with { IsUnsent = true }
            : await servers.CallAsync(tool, item.Arguments, cancellationToken);
    }

    private async Task EndAsync(int place, Item.McpCall item, CallEnd end)
    {
        var done = item with { Output = end.Output, Error = end.Error, Status = end.Error is null ? "completed" : "failed", Told = end.Told };
        draft.Put(place, done);
        await events.AboutAsync($"response.mcp_call.{(end.Error is null ? "completed" : "failed")}", place, item.Id);
        await events.ItemDoneAsync(place, done);
    }
}
