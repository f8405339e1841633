using System.Collections.Immutable;
using EditorAgent.Core.Models;
using EditorAgent.Protocol.Content;
using EditorAgent.Protocol.Updates;
using Planned = EditorAgent.Core.Tools;

namespace EditorAgent.Host.AgentClientProtocol.Updates;

/// <summary>The small pieces that updates are made of.</summary>
internal static class Chunks
{
    public static SessionUpdate.AgentMessageChunk Agent(string text, string messageId) => new() { Content = Text(text), MessageId = messageId };

    public static SessionUpdate.AgentThoughtChunk Thought(string text, string messageId) => new() { Content = Text(text), MessageId = messageId };

    public static SessionUpdate.Plan Plan(ImmutableArray<Planned.PlanEntry> entries) => new()
    {
        Entries = [.. entries.Select(entry => new PlanEntry
        {
            Content = entry.Content,
            Priority = entry.Priority switch
            {
                Planned.PlanEntryPriority.High => PlanEntryPriority.High,
                Planned.PlanEntryPriority.Low => PlanEntryPriority.Low,
                _ => PlanEntryPriority.Medium,
            },
            Status = entry.Status switch
            {
                Planned.PlanEntryStatus.Completed => PlanEntryStatus.Completed,
                Planned.PlanEntryStatus.InProgress => PlanEntryStatus.InProgress,
                _ => PlanEntryStatus.Pending,
            },
        })],
    };

    public static ContentBlock Block(ContentPart part) => part switch
    {
        ContentPart.Image image => new ContentBlock.Image { MimeType = image.MimeType, Data = Convert.ToBase64String(image.Data.Span) },
        ContentPart.Text text => Text(text.Value),
        _ => throw new ArgumentOutOfRangeException(nameof(part), part.GetType().Name, "Unknown kind of content"),
    };

    public static ContentBlock.Text Text(string text) => new() { Value = text };
}
