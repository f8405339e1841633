using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Host.Gateway.Requests;

namespace EditorAgent.Host.Gateway.Items;

/// <summary>One item of a response's input or output, as the Responses API knows them.</summary>
/// <param name="Id">Unique; made by us where the client gave none.</param>
internal abstract record Item(string Id)
{
    /// <summary>Which answer of the model it belongs to; null for what came from a client, where only the order tells.</summary>
    public object? Round { get; init; }

    /// <param name="Role"><c>user</c>, <c>assistant</c>, <c>system</c> or <c>developer</c>.</param>
    /// <param name="Status"><c>completed</c> or <c>incomplete</c>.</param>
    public sealed record Message(string Id, string Role, ImmutableArray<ContentPart> Content, string Status) : Item(Id)
    {
        public string Text => string.Concat(this.Content.OfType<ContentPart.Text>().Select(part => part.Value));
    }

    public sealed record Reasoning(string Id, string Text, string Status) : Item(Id)
    {
        /// <summary>As the vendor gave it and wants it back; null for what came from a client.</summary>
        public ImmutableArray<AssistantPart>? Exact { get; init; }
    }

    /// <param name="CallId">What the client's answer names.</param>
    /// <param name="Status"><c>completed</c>, or <c>incomplete</c> when the model broke off in it.</param>
    public sealed record FunctionCall(string Id, string CallId, string Name, string Arguments, string Status) : Item(Id)
    {
        /// <summary>The vendor's own name of the call; null where only the client knows it.</summary>
        public string? VendorId { get; init; }
    }

    public sealed record FunctionOutput(string Id, string CallId, ImmutableArray<ContentPart> Content) : Item(Id);

    /// <param name="Error">Why there are none; null where they could be listed.</param>
    public sealed record ToolList(string Id, string Label, ImmutableArray<ListedTool> Tools, string? Error) : Item(Id)
    {
        /// <summary>Where they were listed; null for what came from a client.</summary>
        public Uri? Url { get; init; }
    }

    /// <param name="Arguments">A JSON text.</param>
    /// <param name="Output">What the tool answered; null when it failed.</param>
    /// <param name="Error">One of the API's error objects; null when it did not fail.</param>
    /// <param name="ApprovalRequestId">The request that was agreed to, if there was one.</param>
    /// <param name="Status"><c>completed</c>, <c>failed</c> or <c>incomplete</c>.</param>
    public sealed record McpCall(string Id, string Label, string Name, string Arguments, string? Output, JsonElement? Error, string? ApprovalRequestId, string Status) : Item(Id)
    {
        public string? VendorId { get; init; }

        /// <summary>What the model was told of it; null where only the item is left.</summary>
        public ImmutableArray<ContentPart>? Told { get; init; }
    }

    public sealed record ApprovalRequest(string Id, string Label, string Name, string Arguments) : Item(Id)
    {
        public string? VendorId { get; init; }
    }

    public sealed record ApprovalResponse(string Id, string RequestId, bool IsApproved, string? Reason) : Item(Id);
}
