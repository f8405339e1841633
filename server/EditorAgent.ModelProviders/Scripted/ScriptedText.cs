using System.Collections.Immutable;
using EditorAgent.Core.Models;

namespace EditorAgent.ModelProviders.Scripted;

/// <summary>The text of messages, and its estimated cost.</summary>
internal static class ScriptedText
{
    public static string Of(ImmutableArray<ContentPart> content)
    {
        if (content is [ContentPart.Text only])
        {
            return only.Value;
        }

        return string.Concat(content.OfType<ContentPart.Text>().Select(part => part.Value));
    }

    /// <summary>Characters of everything a vendor would read, tool definitions left out: these differ between the wire's dialects.</summary>
    public static long Length(string system, IReadOnlyList<Message> messages)
    {
        long length = system.Length;
        foreach (var message in messages)
        {
            length += message switch
            {
                Message.User user => Length(user.Content),
                Message.ToolResult result => Length(result.Content),
                Message.Assistant assistant => Length(assistant.Parts),
                _ => 0,
            };
        }

        return length;
    }

    public static long Tokens(long characters) => (characters + 3) / 4;

    private static long Length(ImmutableArray<ContentPart> content)
    {
        long length = 0;
        foreach (var part in content)
        {
            length += part is ContentPart.Text text ? text.Value.Length : 0;
        }

        return length;
    }

    private static long Length(ImmutableArray<AssistantPart> parts)
    {
        long length = 0;
        foreach (var part in parts)
        {
            length += part switch
            {
                AssistantPart.Text text => text.Value.Length,
                AssistantPart.Reasoning reasoning => reasoning.Value.Length,
                AssistantPart.ToolCall call => call.Name.Length + call.RawArguments.Length,
                _ => 0,
            };
        }

        return length;
    }
}
