using System.Collections.Immutable;
using EditorAgent.Core.Models;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace EditorAgent.ModelProviders.Scripted;

/// <summary>Reads the YAML format. Strict: an unknown key, a wrong type or an unreadable expression names file, line and column.</summary>
internal sealed class ScriptedConversationReader(string file)
{
    public ScriptedConversation Read(TextReader text)
    {
        var root = new ScriptedSection(file, this.Parse(text), "a conversation");
        var counting = root.Text("count") switch
        {
            null or "since_user" => ScriptedCounting.SinceUser,
            "whole_conversation" => ScriptedCounting.WholeConversation,
            var other => throw root.Error($"count is 'since_user' or 'whole_conversation', not '{other}'"),
        };
        var turns = this.Turns(root);
        root.Done();
        return turns.IsEmpty ? throw root.Error("turns must hold at least one turn") : new ScriptedConversation(file, counting, turns);
    }

    private YamlNode Parse(TextReader text)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(text);
            return stream.Documents.Count == 1
                ? stream.Documents[0].RootNode
                : throw new ScriptedConversationException(file, 1, 1, "expected exactly one YAML document");
        }
        catch (YamlException e)
        {
            throw new ScriptedConversationException(file, e.Start.Line, e.Start.Column, e.Message, e);
        }
    }

    private ImmutableArray<ScriptedTurn> Turns(ScriptedSection root)
    {
        var turns = ImmutableArray.CreateBuilder<ScriptedTurn>();
        var next = 0;
        foreach (var node in root.List("turns"))
        {
            var turn = this.Turn(new ScriptedSection(file, node, "a turn"), next);
            turns.Add(turn);
            next = turn.Position + turn.Count;
        }

        return turns.ToImmutable();
    }

    private ScriptedTurn Turn(ScriptedSection section, int next)
    {
        var position = section.Number("at") ?? next;
        var when = section.Section("when") is { } condition ? Condition(condition) : null;
        var count = 1;
        var answer = section.Section("answer");
        if (section.Section("repeat") is { } repeat)
        {
            if (answer is not null)
            {
                throw section.Error("a turn has either answer or repeat, not both");
            }

            count = repeat.Number("count") ?? throw repeat.Error("repeat needs a count");
            answer = repeat.Section("answer");
            repeat.Done();
        }

        section.Done();
        return answer is null
            ? throw section.Error("a turn needs an answer")
            : new ScriptedTurn(section.Line, position, count, when, this.Answer(answer));
    }

    private static ScriptedCondition Condition(ScriptedSection section)
    {
        var condition = new ScriptedCondition(
            section.Text("user_contains"),
            section.Text("last_tool"),
            section.Text("tool_result_contains"),
            section.Parsed("tool_result_matches", ScriptedTemplate.Pattern),
            section.Flag("tool_failed"));
        section.Done();
        return condition;
    }

    private ScriptedAnswerTemplate Answer(ScriptedSection section)
    {
        var calls = section.List("calls").Select(node => this.Call(new ScriptedSection(file, node, "a call"))).ToImmutableArray();
        var finish = section.Text("finish") switch
        {
            null => calls.IsEmpty ? FinishReason.Stop : FinishReason.ToolCalls,
            "stop" => FinishReason.Stop,
            "tool_calls" => FinishReason.ToolCalls,
            "length" => FinishReason.Length,
            "content_filter" => FinishReason.ContentFilter,
            var other => throw section.Error($"finish is stop, tool_calls, length or content_filter, not '{other}'"),
        };
        var answer = new ScriptedAnswerTemplate(
            section.Parsed("reasoning", ScriptedTemplate.Parse), section.Parsed("text", ScriptedTemplate.Parse), calls, finish, Usage(section));
        section.Done();
        return answer;
    }

    private static TokenUsage? Usage(ScriptedSection answer)
    {
        if (answer.Section("usage") is not { } section)
        {
            return null;
        }

        var prompt = section.Number("prompt") ?? throw section.Error("usage needs prompt");
        var completion = section.Number("completion") ?? throw section.Error("usage needs completion");
        var usage = new TokenUsage(prompt, completion, section.Number("cached") ?? 0);
        section.Done();
        return usage;
    }

    private ScriptedCallTemplate Call(ScriptedSection section)
    {
        var tool = section.Parsed("tool", ScriptedTemplate.Parse) ?? throw section.Error("a call needs a tool");
        var raw = section.Parsed("raw_arguments", ScriptedTemplate.Parse);
        var map = section.Node("arguments");
        section.Done();
        if (raw is not null)
        {
            return map is null
                ? new ScriptedCallTemplate(tool, new ScriptedArguments(raw))
                : throw section.Error("a call has either arguments or raw_arguments, not both");
        }

        if (map is not (null or YamlMappingNode))
        {
            throw ScriptedSection.Error(file, map, "arguments must be a mapping; for anything else use raw_arguments");
        }

        try
        {
            return new ScriptedCallTemplate(tool, new ScriptedArguments((YamlMappingNode?)map ?? new YamlMappingNode()));
        }
        catch (FormatException e)
        {
            throw ScriptedSection.Error(file, map!, $"arguments: {e.Message}", e);
        }
    }
}
