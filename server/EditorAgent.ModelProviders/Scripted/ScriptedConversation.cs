using System.Collections.Immutable;
using System.Text;
using EditorAgent.Core.Models;

namespace EditorAgent.ModelProviders.Scripted;

/// <summary>
/// A conversation from a YAML file. Which turn answers a request depends on the messages of that request and on nothing else, so the
/// model in process, the HTTP server and a session resumed in another process all give the same answer. Immutable; any thread may ask.
/// </summary>
public sealed class ScriptedConversation
{
    private const string DemoName = "demo-fix-and-add-tests.yaml";

    private readonly ScriptedCounting counting;
    private readonly ImmutableArray<ScriptedTurn> turns;

    internal ScriptedConversation(string name, ScriptedCounting counting, ImmutableArray<ScriptedTurn> turns)
    {
        this.Name = name;
        this.counting = counting;
        this.turns = turns;
    }

    /// <summary>The file's name, as messages give it.</summary>
    public string Name { get; }

    /// <summary>The demo's conversation, which travels inside the assembly.</summary>
    public static ScriptedConversation LoadDemo()
    {
        using var stream = typeof(ScriptedConversation).Assembly.GetManifestResourceStream(DemoName)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {DemoName}.");
        return Load(stream, DemoName);
    }

    /// <exception cref="ScriptedConversationException">The file breaks the format.</exception>
    public static ScriptedConversation Load(string path)
    {
        using var stream = File.OpenRead(path);
        return Load(stream, path);
    }

    /// <exception cref="ScriptedConversationException">The text breaks the format.</exception>
    public static ScriptedConversation Load(Stream stream, string name)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        return new ScriptedConversationReader(name).Read(reader);
    }

    public static ScriptedConversation Parse(string yaml, string name) => new ScriptedConversationReader(name).Read(new StringReader(yaml));

    /// <exception cref="ModelException">The script has nothing to say to this request; the message names file and position.</exception>
    public ScriptedAnswer Answer(string system, IReadOnlyList<Message> messages)
    {
        var position = this.PositionOf(messages);
        var place = $"{this.Name}, position {position}";
        var tried = new List<long>();
        foreach (var turn in this.turns)
        {
            if (!turn.Covers(position))
            {
                continue;
            }

            if (turn.When is null || turn.When.Holds(messages))
            {
                return turn.Answer.Resolve(new ScriptedScope(place, messages, position - turn.Position), system);
            }

            tried.Add(turn.Line);
        }

        throw ScriptedFailure.At(place, tried.Count == 0
            ? "the script has no turn there"
            : $"none of the turns at line {string.Join(", ", tried)} fits the request");
    }

    private int PositionOf(IReadOnlyList<Message> messages)
    {
        var position = 0;
        for (var i = messages.Count - 1; i >= 0; i--)
        {
            if (messages[i] is Message.User && this.counting == ScriptedCounting.SinceUser)
            {
                break;
            }

            position += messages[i] is Message.Assistant ? 1 : 0;
        }

        return position;
    }
}
