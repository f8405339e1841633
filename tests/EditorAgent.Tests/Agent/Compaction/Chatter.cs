using System.Globalization;
using EditorAgent.Core.Agent;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Tools;

namespace EditorAgent.Tests.Agent.Compaction;

/// <summary>Sessions in which a model looks at one long thing after the other.</summary>
internal static class Chatter
{
    public static readonly LoopSettings Loop = new() { MaxStepsPerTurn = 300 };

    /// <summary>Looks so many times, then says that it is done; and again in each turn.</summary>
    public static Func<int, IEnumerable<AssistantPart>> Looks(int times) => step => (step + 1) % (times + 1) == 0
        ? [new AssistantPart.Text($"Done after {step}.")]
        : [new AssistantPart.Text($"I look at {step}."), WindowedModel.Call("look", $$"""{"n":{{step}}}""")];

    /// <param name="length">Characters of each output.</param>
    /// <param name="origin">Who wrote them.</param>
    public static ToolInMemory Look(int length, TextOrigin origin = TextOrigin.Own) => new("look", true, (arguments, _) =>
    {
        var number = arguments.GetProperty("n").GetInt32().ToString(CultureInfo.InvariantCulture);
        var line = $"what {number} is\n";
        return Task.FromResult(ToolResult.Success($"FACT {number} was seen.\n" + string.Concat(Enumerable.Repeat(line, length / line.Length))) with { Origin = origin });
    });

    public static List<string> Texts(SessionState state) => [.. state.Conversation.Select(WindowedModel.TextOf)];

    public static int Notes(this WindowedModel model) => model.Sent.Count(sent => sent.IsNote);

    /// <summary>Never one note after another without an answer between them; of the tries of one note only the first counts.</summary>
    public static int MostShorteningsWithoutAnswer(AgentSession agent)
    {
        var (most, inARow) = (0, 0);
        foreach (var happened in agent.Session.ReadHistory().Select(envelope => envelope.Event))
        {
            inARow = happened switch
            {
                SessionEvent.AssistantMessage => 0,
                SessionEvent.Compacted { IsTight: false } => inARow + 1,
                _ => inARow,
            };
            most = Math.Max(most, inARow);
        }

        return most;
    }
}
