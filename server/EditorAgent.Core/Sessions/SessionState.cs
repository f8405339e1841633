using System.Collections.Immutable;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Tools.Delegation;

namespace EditorAgent.Core.Sessions;

/// <summary>What a session is after all its events so far. Made only by <see cref="ConversationFold"/>.</summary>
public sealed record SessionState
{
    public required SessionId Id { get; init; }

    public required string WorkingDirectory { get; init; }

    public ImmutableArray<string> AdditionalDirectories { get; init; } = [];

    public string ProductVersion { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public string? Title { get; init; }

    /// <summary>Whether lists leave it out, until the next turn.</summary>
    public bool IsArchived { get; init; }

    /// <summary>Null until the user has chosen one in this session.</summary>
    public string? ModelId { get; init; }

    /// <summary>Null until the user has chosen one in this session.</summary>
    public PermissionMode? Mode { get; init; }

    /// <summary>The mode that was chosen before plan mode; null when none was.</summary>
    public PermissionMode? ModeBeforePlan { get; init; }

    /// <summary>The subagents that have had a task, and what they are for.</summary>
    public ImmutableDictionary<SessionId, SubagentProfile> Subagents { get; init; } = ImmutableDictionary<SessionId, SubagentProfile>.Empty;

    public ImmutableArray<PlanEntry> Plan { get; init; } = [];

    /// <summary>What the person allowed for the rest of the session.</summary>
    public ImmutableArray<StandingGrant> Grants { get; init; } = [];

    /// <summary>The question to the person that has no answer yet; its call is neither allowed nor ended.</summary>
    public SessionEvent.PermissionAsked? PendingApproval { get; init; }

    /// <summary>What of strangers is in the conversation, and what a person has let run.</summary>
    public ContextTaint Taint { get; init; } = ContextTaint.None;

    /// <summary>The files with notes for agents that the conversation holds, as they were named to the model.</summary>
    public ImmutableHashSet<string> InstructionFiles { get; init; } = [];

    /// <summary>Usage of the last answer: the truth about how full the window is.</summary>
    public TokenUsage? LastUsage { get; init; }

    /// <summary>Of all answers, those of subagents included.</summary>
    public TokenUsage TotalUsage { get; init; }

    /// <summary>
    /// The conversation in a form that vendors accept, at every moment: every call has exactly one result, directly behind its message
    /// and in the order of the calls. An answer with calls enters together with its results when the last call has ended; what the
    /// user said meanwhile comes after them. It only grows, and messages keep their identity; only where it is made shorter
    /// (<see cref="SessionEvent.Compacted"/>, <see cref="SessionEvent.OutputsPruned"/>) other messages take the place of some.
    /// </summary>
    public AppendOnlyList<Message> Conversation { get; init; } = AppendOnlyList<Message>.Empty;

    /// <summary>All that the user has said in this session, also what is no longer in the conversation.</summary>
    public AppendOnlyList<Message.User> UserWords { get; init; } = AppendOnlyList<Message.User>.Empty;

    /// <summary>What the user answered when calls asked, oldest first, also what is no longer in the conversation.</summary>
    public ImmutableArray<AnsweredQuestion> Answers { get; init; } = [];

    /// <summary>The project's notes for agents that hold, in the order in which they were read.</summary>
    public ImmutableArray<SessionEvent.InstructionsRead> Instructions { get; init; } = [];

    /// <summary>The skills that the model was told of.</summary>
    public SessionEvent.SkillsListed? Skills { get; init; }

    /// <summary>How the conversation was last made shorter; its messages are the first of the conversation.</summary>
    public SessionEvent.Compacted? Compaction { get; init; }

    /// <summary>When the model last answered: how long its vendor's cache has had to forget.</summary>
    public DateTimeOffset? LastAnswerAt { get; init; }

    /// <summary>The calls of the last answer, in its order; empty as soon as all of them have ended.</summary>
    public ImmutableArray<OpenCall> OpenCalls { get; init; } = [];

    public ImmutableList<SessionTurn> Turns { get; init; } = [];

    /// <summary>The newest turn whose file changes can be taken back.</summary>
    public SessionTurn? LastChangingTurn => this.Turns.FindLast(turn => turn.Changes.Count > 0 && !turn.IsUndone);

    /// <summary>The running turn.</summary>
    public TurnId? CurrentTurn { get; init; }

    /// <summary>The last change of each file that tools changed, by its absolute path.</summary>
    public ImmutableDictionary<string, SessionEvent.FileChanged> EditedFiles { get; init; } = ImmutableDictionary<string, SessionEvent.FileChanged>.Empty;

    /// <summary>The trail of each file that tools changed, by its absolute path.</summary>
    public ImmutableDictionary<string, ReviewTrail> Reviews { get; init; } = ImmutableDictionary<string, ReviewTrail>.Empty;

    /// <summary>Set by loading a session that died while an answer was streaming, until the next turn starts.</summary>
    public IncompleteAnswer? IncompleteAnswer { get; init; }

    /// <summary>The answer whose calls are open.</summary>
    internal Message.Assistant? HeldAnswer { get; init; }

    /// <summary>What came for the model while calls were open.</summary>
    internal ImmutableArray<Message.User> HeldUserMessages { get; init; } = [];
}
