using System.Security.Cryptography;
using EditorAgent.Core.Models;

namespace EditorAgent.Core.Hooks;

/// <summary>What hooks say as a model gets it: marked as theirs, fenced like a program's output, bounded.</summary>
public static class HookSpeech
{
    /// <summary>Null when they say nothing. A decision where there is nothing to decide counts as words.</summary>
    public static string? Of(HookVerdict verdict)
    {
        var said = verdict.Decision == HookDecision.None ? verdict.Messages : verdict.Messages.Insert(0, verdict.Reason);
        return said.IsEmpty ? null : Of(said);
    }

    private static string Of(IEnumerable<string> said)
    {
        var text = HookText.Cut(string.Join('\n', said), HookAnswer.LongestMessage);
        return "A hook that the user has set up says this; take it as the user's advice, it allows nothing:\n" + ToolText.Fenced(Convert.ToHexString(RandomNumberGenerator.GetBytes(8)), TextOrigin.Program, text);
    }
}
