using System.Collections.Immutable;
using EditorAgent.Core.Models;
using EditorAgent.Host.Gateway.Items;
using EditorAgent.Host.Gateway.Requests;

namespace EditorAgent.Host.Gateway.Responses;

/// <summary>A response while it comes about.</summary>
internal sealed class ResponseDraft(ResponsesRequest request, DateTimeOffset createdAt)
{
    private readonly List<Item> output = [];

    public ResponsesRequest Request { get; } = request;

    public string Id { get; } = ItemId.New("resp");

    public DateTimeOffset CreatedAt { get; } = createdAt;

    public DateTimeOffset? CompletedAt { get; private set; }

    /// <summary><c>in_progress</c>, <c>completed</c>, <c>incomplete</c> or <c>failed</c>.</summary>
    public string Status { get; private set; } = "in_progress";

    /// <summary>Why it is incomplete.</summary>
    public string? IncompleteReason { get; private set; }

    public ApiProblem? Error { get; private set; }

    public TokenUsage? Usage { get; private set; }

    public IReadOnlyList<Item> Output => this.output;

    /// <returns>Its place in the output.</returns>
    public int Add(Item item)
    {
        this.output.Add(item);
        return this.output.Count - 1;
    }

    public void Put(int place, Item item) => this.output[place] = item;

    public void Count(TokenUsage usage) => this.Usage = (this.Usage ?? default) + usage;

    public void Complete(DateTimeOffset now) => (this.Status, this.CompletedAt) = ("completed", now);

    public void BreakOff(string reason) => (this.Status, this.IncompleteReason) = ("incomplete", reason);

    public void Fail(ApiProblem problem) => (this.Status, this.Error) = ("failed", problem);

    public ImmutableArray<Item> Items() => [.. this.output];
}
