using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using EditorAgent.Core.Models;

namespace EditorAgent.Core.Agent;

/// <summary>
/// The conversation once more for a vendor that refused its shape: nothing blank, no reasoning, arguments that are not JSON replaced by an
/// empty object. Used for one resend; the journal keeps the original.
/// </summary>
internal static class StrictProjection
{
    private static readonly ConditionalWeakTable<Message, Message> Bare = [];

    public static IReadOnlyList<Message> Of(IReadOnlyList<Message> messages) => [.. messages.Select(Strict).OfType<Message>()];

    /// <summary>The conversation without images, for a vendor that cannot take them; a line says what was there.</summary>
    /// <remarks>The same message always gives the same object, so that providers know it again.</remarks>
    public static IReadOnlyList<Message> WithoutMedia(IReadOnlyList<Message> messages) =>
        messages.Any(HasMedia) ? [.. messages.Select(message => HasMedia(message) ? Bare.GetValue(message, WithoutMedia) : message)] : messages;

    public static bool HasMedia(Message message) => message switch
    {
        Message.User user => user.Content.Any(part => part is ContentPart.Image),
        Message.ToolResult result => result.Content.Any(part => part is ContentPart.Image),
        _ => false,
    };

    private static Message WithoutMedia(Message message) => message switch
    {
        Message.User user => user with { Content = WithoutMedia(user.Content) },
        Message.ToolResult result => result with { Content = WithoutMedia(result.Content) },
        _ => message,
    };

    private static Message? Strict(Message message) => message switch
    {
        Message.User user => Visible(user.Content) is { IsEmpty: false } content ? new Message.User(content) : null,
        Message.ToolResult result => result with { Content = Visible(result.Content) is { IsEmpty: false } content ? content : [new ContentPart.Text("(no output)")] },
        Message.Assistant assistant => Strict(assistant.Parts) is { IsEmpty: false } parts ? new Message.Assistant(parts) : null,
        _ => message,
    };

    private static ImmutableArray<AssistantPart> Strict(ImmutableArray<AssistantPart> parts) =>
    [
        .. parts.Select(part => part switch
        {
            AssistantPart.Text text => string.IsNullOrWhiteSpace(text.Value) ? null : part,
            AssistantPart.ToolCall call => IsJsonObject(call.RawArguments) ? part : call with { RawArguments = "{}" },
            _ => null,
        }).OfType<AssistantPart>(),
    ];

    private static ImmutableArray<ContentPart> Visible(ImmutableArray<ContentPart> content) =>
        [.. content.Where(part => part is not ContentPart.Text text || !string.IsNullOrWhiteSpace(text.Value))];

    private static ImmutableArray<ContentPart> WithoutMedia(ImmutableArray<ContentPart> content) =>
        [.. content.Select(part => part is ContentPart.Image image ? new ContentPart.Text($"[an image ({image.MimeType}) was left out: the model cannot take it]") : part)];

    private static bool IsJsonObject(string text)
    {
        try
        {
            return JsonElement.Parse(text).ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
