using System.Collections.Immutable;
using EditorAgent.Core.Models;

namespace EditorAgent.Core.Agent;

/// <summary>How many tokens a text may take, where no vendor has counted: one for four ASCII characters or one other character, and a few for its frame.</summary>
internal static class TokenEstimate
{
    private const int Frame = 4;
    private const int Image = 1_000;

    public static long Of(Message message) => message switch
    {
        Message.User user => Of(user.Content),
        Message.ToolResult result => Of(result.Content),
        Message.Assistant assistant => Of(assistant.Parts),
        _ => 0,
    };

    public static long Of(IEnumerable<Message> messages) => messages.Sum(Of);

    public static long Of(ImmutableArray<ContentPart> content)
    {
        var tokens = 0L;
        foreach (var part in content)
        {
            tokens += part is ContentPart.Text text ? Of(text.Value) : Image;
        }

        return tokens;
    }

    public static long Of(string text)
    {
        var ascii = System.Text.Ascii.IsValid(text) ? text.Length : text.Count(char.IsAscii);
        return ((ascii + 3) / 4) + (text.Length - ascii) + Frame;
    }

    private static long Of(ImmutableArray<AssistantPart> parts)
    {
        var tokens = 0L;
        foreach (var part in parts)
        {
            tokens += part switch
            {
                AssistantPart.Text text => Of(text.Value),
                AssistantPart.Reasoning reasoning => Of(reasoning.Value),
                AssistantPart.ToolCall call => Of(call.RawArguments) + 8,
                _ => 0,
            };
        }

        return tokens;
    }
}
