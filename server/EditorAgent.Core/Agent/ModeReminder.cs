using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Sessions;

namespace EditorAgent.Core.Agent;

/// <summary>
/// Tells the model that plan mode is on, or that it no longer is: behind everything else, and only when the conversation says otherwise,
/// also after a restart and after older parts of it were taken out. The system prompt never speaks of it.
/// </summary>
/// <param name="policy">Knows the mode.</param>
/// <param name="canPropose">Whether there is somebody who could approve a plan.</param>
internal sealed class ModeReminder(PermissionPolicy policy, Func<bool> canPropose)
{
    internal const string On = "Plan mode is on: only calls that change nothing run. Find out what matters, ask with ask_user what only the user can say, then propose the plan with exit_plan; the user decides about it.";
    internal const string Alone = "Plan mode is on: only calls that change nothing run, and nobody can be asked in this run. Find out what matters and end with the plan as your answer.";
    internal const string Restricted = "Plan mode is on for good: the user has not trusted this workspace in the editor, so only calls that read run. Answer with what you find out and what you would do.";
    internal const string Off = "Plan mode is off: calls run by the user's other rules again.";

    private int looked;
    private Message? last;
    private bool isToldOn;

    /// <summary>What the next request has to say; null when the model knows.</summary>
    public string? Take(AppendOnlyList<Message> conversation)
    {
        this.Look(conversation);
        var isOn = policy.Mode == PermissionMode.Plan;
        if (isOn == this.isToldOn)
        {
            return null;
        }

        return !isOn ? Off : policy.IsRestricted ? Restricted : canPropose() ? On : Alone;
    }

    private void Look(AppendOnlyList<Message> conversation)
    {
        if (this.looked > 0 && (conversation.Count < this.looked || !ReferenceEquals(conversation[this.looked - 1], this.last)))
        {
            // Older parts were taken out, and perhaps the word with them.
            (this.looked, this.isToldOn) = (0, false);
        }

        for (; this.looked < conversation.Count; this.looked++)
        {
            this.last = conversation[this.looked];
            if (this.last is Message.User { Content: [ContentPart.Text { Value: var text }] })
            {
                this.isToldOn = text is On or Alone or Restricted || (text != Off && this.isToldOn);
            }
        }
    }
}
