using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Agent.Compaction;

/// <summary>Which outputs of tools a model need not be shown any longer, and what stands in their place.</summary>
internal static class OutputPruning
{
    private const int LongestArgument = 120;
    private const string Spilled = "The whole result is in ";

    /// <summary>Old outputs become a line each. Null when that frees fewer tokens than it is worth.</summary>
    /// <param name="conversation">As it is sent.</param>
    /// <param name="newest">Tokens of output, counted from the end, that stay.</param>
    /// <param name="worth">Tokens that have to come free.</param>
    public static SessionEvent.OutputsPruned? OfOld(IReadOnlyList<Message> conversation, long newest, long worth)
    {
        var outputs = new List<PrunedOutput>();
        var freed = 0L;
        var calls = new Dictionary<ToolCallId, AssistantPart.ToolCall>();
        foreach (var result in OlderThan(conversation, newest, calls))
        {
            ImmutableArray<ContentPart> line = [new ContentPart.Text(LineFor(result, calls.GetValueOrDefault(result.CallId)))];
            var gain = TokenEstimate.Of(result.Content) - TokenEstimate.Of(line);
            if (gain > 0)
            {
                freed += gain;
                outputs.Add(new PrunedOutput(result.CallId, line));
            }
        }

        return outputs.Count > 0 && freed >= worth ? new SessionEvent.OutputsPruned([.. outputs]) : null;
    }

    /// <summary>Outputs that are too large for the window lose their middle. Null when there is none.</summary>
    public static SessionEvent.OutputsPruned? OfHuge(IReadOnlyList<Message> conversation, long most, long cutTo)
    {
        var outputs = conversation.OfType<Message.ToolResult>()
            .Where(result => TokenEstimate.Of(result.Content) > most)
            .Select(result => new PrunedOutput(result.CallId, Cut(result.Content, cutTo)))
            .ToImmutableArray();
        return outputs.IsEmpty ? null : new SessionEvent.OutputsPruned(outputs);
    }

    /// <summary>The fence that a text of others stands in ends with its last line, so it outlives the cut.</summary>
    public static ImmutableArray<ContentPart> Cut(ImmutableArray<ContentPart> content, long tokens)
    {
        var share = tokens / Math.Max(1, content.Length);
        return [.. content.Select(part => part is ContentPart.Text text ? text with { Value = CutText.To(text.Value, share, OutputMark.Of) } : new ContentPart.Text("[an image, left out to save space]"))];
    }

    private static List<Message.ToolResult> OlderThan(IReadOnlyList<Message> conversation, long newest, Dictionary<ToolCallId, AssistantPart.ToolCall> calls)
    {
        var older = new List<Message.ToolResult>();
        var tokens = 0L;
        for (var index = conversation.Count - 1; index >= 0; index--)
        {
            switch (conversation[index])
            {
                case Message.ToolResult result:
                    tokens += TokenEstimate.Of(result.Content);
                    if (tokens > newest)
                    {
                        older.Add(result);
                    }

                    break;
                case Message.Assistant answer when older.Count > 0:
                    foreach (var call in answer.ToolCalls)
                    {
                        calls[call.Id] = call;
                    }

                    break;
            }
        }

        return older;
    }

    private static string LineFor(Message.ToolResult result, AssistantPart.ToolCall? call)
    {
        var characters = result.Content.OfType<ContentPart.Text>().Sum(text => (long)text.Value.Length);
        var images = result.Content.Count(part => part is ContentPart.Image);
        var size = string.Create(CultureInfo.InvariantCulture, $"{characters:N0} characters{(images > 0 ? $" and {images} image(s)" : "")}");
        var argument = call is null ? null : MainArgument(call.RawArguments);
        var again = result.Content.OfType<ContentPart.Text>().Select(text => text.Value).LastOrDefault(IsWhereTheWholeIs)
            ?? "If you need it, look again with a call that changes nothing.";
        return $"[Removed to save space: what {result.ToolName}{(argument is null ? "" : $" {argument}")} put out, {size}. What the call did stands. {again}]";
    }

    private static bool IsWhereTheWholeIs(string text) =>
        text.StartsWith(Spilled, StringComparison.Ordinal) && text.Length < CanonicalText.LongestLine && !text.Contains('\n', StringComparison.Ordinal);

    /// <summary>The first text among the arguments: a path, a command, a pattern.</summary>
    private static string? MainArgument(string arguments)
    {
        try
        {
            var root = JsonElement.Parse(arguments);
            var text = root.ValueKind != JsonValueKind.Object
                ? null
                : root.EnumerateObject().Select(member => member.Value).FirstOrDefault(value => value.ValueKind == JsonValueKind.String) is { ValueKind: JsonValueKind.String } found ? found.GetString() : null;
            return text is null ? null : CanonicalText.Line(text, LongestArgument).Text;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
