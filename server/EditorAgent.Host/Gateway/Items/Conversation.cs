using System.Collections.Immutable;
using EditorAgent.Core.Models;

namespace EditorAgent.Host.Gateway.Items;

/// <summary>What the model is to read: items folded to messages, in which every call has exactly one result directly behind its message.</summary>
/// <param name="System">Instructions and what system and developer messages say, wherever they stand.</param>
internal sealed record Conversation(string System, ImmutableArray<Message> Messages)
{
    /// <param name="instructions">Of this request; those of earlier ones are not carried over.</param>
    /// <param name="items">Input and output of earlier responses, and the input of this one. Agreed calls have been run.</param>
    /// <param name="nameOf">Under which name the model sees a server's tool.</param>
    /// <exception cref="Requests.ApiProblem">A call has no output, or an output no call.</exception>
    public static Conversation Of(string? instructions, IReadOnlyList<Item> items, Func<string, string, string> nameOf)
    {
        var fold = new ConversationFold(items, nameOf);
        foreach (var item in items)
        {
            fold.Accept(item);
        }

        return new Conversation(string.Join("\n\n", new[] { instructions ?? "" }.Concat(fold.System).Where(text => text.Length > 0)), fold.Finish());
    }
}
