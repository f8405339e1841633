using System.Collections.Immutable;
using EditorAgent.Core.Models;
using EditorAgent.Host.Gateway.Requests;

namespace EditorAgent.Host.Gateway.Items;

/// <summary>
/// Puts items back together to the answers they came from. Ours know their answer; of a client's only the order tells: reasoning or text behind a
/// call, and whatever stands behind a result, begins another answer.
/// </summary>
internal sealed class ConversationFold
{
    private readonly Func<string, string, string> nameOf;
    private readonly Dictionary<string, Item.FunctionOutput> outputs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Item.McpCall> agreedCalls = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Item.ApprovalResponse> responses = new(StringComparer.Ordinal);
    private readonly HashSet<string> requests = new(StringComparer.Ordinal);
    private readonly HashSet<string> callIds = new(StringComparer.Ordinal);
    private readonly ImmutableArray<Message>.Builder messages = ImmutableArray.CreateBuilder<Message>();
    private readonly ImmutableArray<AssistantPart>.Builder parts = ImmutableArray.CreateBuilder<AssistantPart>();
    private readonly List<Message.ToolResult> results = [];
    private object? round;
    private bool isClosed;

    public ConversationFold(IReadOnlyList<Item> items, Func<string, string, string> nameOf)
    {
        this.nameOf = nameOf;
        foreach (var item in items)
        {
            switch (item)
            {
                case Item.FunctionOutput output when !this.outputs.TryAdd(output.CallId, output):
                    throw ApiProblem.Invalid("input", $"There are two outputs for the function call {output.CallId}.");
                case Item.ApprovalRequest request:
                    this.requests.Add(request.Id);
                    break;
                case Item.ApprovalResponse response when !this.responses.TryAdd(response.RequestId, response):
                    throw ApiProblem.Invalid("input", $"There are two responses to the approval request {response.RequestId}.");
                case Item.McpCall { ApprovalRequestId: { } request } call:
                    this.agreedCalls[request] = call;
                    break;
            }
        }

        var calls = items.OfType<Item.FunctionCall>().Select(call => call.CallId).ToHashSet(StringComparer.Ordinal);
        if (this.outputs.Keys.FirstOrDefault(id => !calls.Contains(id)) is { } lost)
        {
            throw ApiProblem.Invalid("input", $"No tool call found for function call output with call_id {lost}.");
        }

        if (this.responses.Keys.FirstOrDefault(id => !this.requests.Contains(id)) is { } unasked)
        {
            throw ApiProblem.Invalid("input", $"No approval request found with id {unasked}.");
        }
    }

    public List<string> System { get; } = [];

    public void Accept(Item item)
    {
        switch (item)
        {
            case Item.Message { Role: "system" or "developer" } message:
                this.System.Add(message.Text);
                break;
            case Item.Message { Role: "user" } message:
                this.Flush();
                this.messages.Add(new Message.User(message.Content));
                break;
            case Item.Message message:
                this.BeginPart(item);
                this.parts.Add(new AssistantPart.Text(message.Text));
                break;
            case Item.Reasoning reasoning:
                this.BeginPart(item);
                this.parts.AddRange(reasoning.Exact is { } exact ? exact : [new AssistantPart.Reasoning(reasoning.Text, "reasoning_content", null)]);
                break;
            case Item.FunctionCall { Status: "completed" } call:
                this.AcceptFunction(call);
                break;
            case Item.ApprovalRequest request:
                this.BeginCall(item);
                this.AddCall(request.Id, request.VendorId, this.nameOf(request.Label, request.Name), request.Arguments, this.ResultOf(request), isError: false);
                break;
            case Item.McpCall call when call.ApprovalRequestId is null || !this.requests.Contains(call.ApprovalRequestId):
                this.BeginCall(item);
                this.AddCall(call.Id, call.VendorId, this.nameOf(call.Label, call.Name), call.Arguments, Told(call), call.Error is not null);
                break;
            case Item.FunctionOutput or Item.ApprovalResponse or Item.McpCall:
                this.isClosed = true;
                break;
        }
    }

    public ImmutableArray<Message> Finish()
    {
        this.Flush();
        return this.messages.ToImmutable();
    }

    private static ImmutableArray<ContentPart> Told(Item.McpCall call) =>
        call.Told ?? [new ContentPart.Text(call.Error is { } error ? $"Error: {error.GetRawText()}" : call.Output ?? "")];

    private void AcceptFunction(Item.FunctionCall call)
    {
        if (!this.outputs.TryGetValue(call.CallId, out var output))
        {
            throw ApiProblem.Invalid("input", $"No tool output found for function call {call.CallId}.");
        }

        this.BeginCall(call);
        this.AddCall(call.CallId, call.VendorId, call.Name, call.Arguments, output.Content, isError: false);
    }

    private ImmutableArray<ContentPart> ResultOf(Item.ApprovalRequest request)
    {
        if (this.agreedCalls.TryGetValue(request.Id, out var call))
        {
            return Told(call);
        }

        if (!this.responses.TryGetValue(request.Id, out var response))
        {
            return [new ContentPart.Text("Error: not run. Nobody answered the question whether this call may run.")];
        }

        var reason = response.Reason is { Length: > 0 } given ? $" The reason: {given}" : "";
        return [new ContentPart.Text($"Error: not run. The user did not approve this call.{reason}")];
    }

    private void BeginPart(Item item)
    {
        var hasText = item is Item.Message or Item.Reasoning && this.parts.Any(part => part is AssistantPart.Text or AssistantPart.ToolCall);
        if (item.Round is null ? hasText || this.isClosed || this.round is not null : item.Round != this.round)
        {
            this.Flush();
        }

        this.round = item.Round;
    }

    private void BeginCall(Item item)
    {
        if (item.Round is null ? this.isClosed || this.round is not null : item.Round != this.round)
        {
            this.Flush();
        }

        this.round = item.Round;
    }

    private void AddCall(string id, string? vendorId, string name, string arguments, ImmutableArray<ContentPart> result, bool isError)
    {
        if (!this.callIds.Add(id))
        {
            throw ApiProblem.Invalid("input", $"Two calls have the id {id}.");
        }

        this.parts.Add(new AssistantPart.ToolCall(new ToolCallId(id), vendorId ?? id, name, arguments));
        this.results.Add(new Message.ToolResult(new ToolCallId(id), name, result, isError));
    }

    private void Flush()
    {
        if (this.parts.Count > 0)
        {
            this.messages.Add(new Message.Assistant(this.parts.ToImmutable()));
            this.messages.AddRange(this.results);
        }

        this.parts.Clear();
        this.results.Clear();
        this.round = null;
        this.isClosed = false;
    }
}
