using System.Collections.Immutable;
using EditorAgent.Core.Models;

namespace EditorAgent.ModelProviders.Scripted;

/// <summary>An answer as written in the file, its holes still open.</summary>
internal sealed record ScriptedAnswerTemplate(
    ScriptedTemplate? Reasoning,
    ScriptedTemplate? Text,
    ImmutableArray<ScriptedCallTemplate> Calls,
    FinishReason Finish,
    TokenUsage? Usage)
{
    public ScriptedAnswer Resolve(ScriptedScope scope, string system)
    {
        var reasoning = Reasoning?.Resolve(scope);
        var text = Text?.Resolve(scope);
        var calls = ImmutableArray.CreateBuilder<ScriptedCall>(Calls.Length);
        var number = Calls.IsEmpty ? 0 : CallsBefore(scope.Messages);
        long length = (reasoning?.Length ?? 0) + (text?.Length ?? 0);
        foreach (var template in Calls)
        {
            var call = new ScriptedCall($"call_{number++}", template.Tool.Resolve(scope), template.Arguments.Resolve(scope));
            length += call.Name.Length + call.RawArguments.Length;
            calls.Add(call);
        }

        var usage = Usage ?? new TokenUsage(
            ScriptedText.Tokens(ScriptedText.Length(system, scope.Messages)), Math.Max(1, ScriptedText.Tokens(length)), 0);
        return new ScriptedAnswer(reasoning, text, calls.MoveToImmutable(), Finish, usage);
    }

    private static int CallsBefore(IReadOnlyList<Message> messages)
    {
        var count = 0;
        foreach (var message in messages)
        {
            if (message is not Message.Assistant assistant)
            {
                continue;
            }

            foreach (var part in assistant.Parts)
            {
                count += part is AssistantPart.ToolCall ? 1 : 0;
            }
        }

        return count;
    }
}
