using System.Text.RegularExpressions;
using EditorAgent.Core.Models;

namespace EditorAgent.ModelProviders.Scripted;

/// <summary>What a template may refer to while one request is answered.</summary>
/// <param name="Place">File and position, for messages.</param>
/// <param name="Messages">The request's messages.</param>
/// <param name="Iteration">Which round of a repeated turn this is, from 0.</param>
internal sealed record ScriptedScope(string Place, IReadOnlyList<Message> Messages, int Iteration)
{
    /// <summary>For templates without holes.</summary>
    public static ScriptedScope Nothing { get; } = new("", [], 0);

    /// <summary>The first group of the match in the most recent tool result that has one.</summary>
    public string FromResults(Regex pattern)
    {
        for (var i = Messages.Count - 1; i >= 0; i--)
        {
            if (Messages[i] is not Message.ToolResult result)
            {
                continue;
            }

            var match = pattern.Match(ScriptedText.Of(result.Content));
            if (match.Success)
            {
                return match.Groups[1].Value;
            }
        }

        throw ScriptedFailure.At(Place, $"no tool result of this request matches ${{result:{pattern}}}");
    }
}
