using System.Collections.Immutable;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Tools.Delegation;
using EditorAgent.Core.Trust;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Sessions;

/// <summary>
/// Everything that happens in a session. <see cref="Durable"/> events are the session: they are in the journal before any subscriber
/// sees them, and state is their fold. <see cref="Volatile"/> events only animate a client; each is followed by a durable event that
/// says the same in whole, so losing one loses nothing.
/// </summary>
public abstract record SessionEvent
{
    private SessionEvent()
    {
    }

    public abstract record Durable : SessionEvent
    {
        private protected Durable()
        {
        }
    }

    public abstract record Volatile : SessionEvent
    {
        private protected Volatile()
        {
        }
    }

    /// <summary>Always the first record.</summary>
    public sealed record Created(SessionId Id, string WorkingDirectory, ImmutableArray<string> AdditionalDirectories, string ProductVersion) : Durable;

    public sealed record TitleChanged(string Title) : Durable;

    /// <summary>A model was asked for a title, whatever became of its answer.</summary>
    /// <param name="ModelId">The name under which the user has it.</param>
    /// <param name="Usage">What that took.</param>
    public sealed record TitleAsked(string ModelId, TokenUsage Usage) : Durable;

    /// <summary>The user has put the session aside, or taken it out again. It goes on as before; only lists leave it out.</summary>
    public sealed record ArchiveChanged(bool IsArchived) : Durable;

    public sealed record ModelChanged(string ModelId) : Durable;

    public sealed record ModeChanged(PermissionMode Mode) : Durable;

    public sealed record TurnStarted(TurnId Turn) : Durable;

    /// <summary>A message of the user, at the start of a turn or steering a running one.</summary>
    public sealed record UserMessage(string MessageId, ImmutableArray<ContentPart> Content) : Durable;

    /// <summary>A word of the host to the model (a loop warning, a step limit), sent as a user message but not the user's.</summary>
    public sealed record Reminder(string Text) : Durable;

    /// <summary>
    /// Notes for agents as they were when they were read: the project's when the session began, a folder's when something in it was first used.
    /// The workspace's text, or the user's own, sent as a user message.
    /// </summary>
    public sealed record InstructionsRead(string Path, string Text) : Durable
    {
        /// <summary>Whether they are the user's own, for every project.</summary>
        public bool IsOfUser { get; init; }
    }

    /// <summary>The skills of a session, as lists for the model: the user's own, and the workspace's, which are text of the workspace. Either may be empty.</summary>
    public sealed record SkillsListed(string Own, string OfWorkspace) : Durable;

    /// <summary>A whole answer of the model. Its calls are open until each has its <see cref="ToolCallEnded"/>.</summary>
    public sealed record AssistantMessage(string MessageId, Message.Assistant Message, FinishReason Reason, TokenUsage Usage, string? TraceId) : Durable
    {
        /// <summary>The name under which the user chose the model that answered; null in journals from before it was kept.</summary>
        public string? Model { get; init; }
    }

    /// <summary>What a call would do; for display and for replay. <paramref name="ArgumentsJson"/> is what was validated, after repair.</summary>
    public sealed record ToolCallPlanned(
        ToolCallId CallId,
        string ToolName,
        string Title,
        ToolKind Kind,
        string ArgumentsJson,
        string? Command,
        ImmutableArray<ToolLocation> Locations,
        ImmutableArray<FileDiff> Diffs) : Durable
    {
        /// <summary>The MCP server, of a call of one of its tools.</summary>
        public string? Server { get; init; }

        /// <summary>What the tool is called there.</summary>
        public string? ServerTool { get; init; }
    }

    /// <summary>A person is asked. The question stays open, also across a restart, until it is decided or its call has ended.</summary>
    public sealed record PermissionAsked(ToolCallId CallId, string ShownHash, string Reason) : Durable
    {
        /// <summary>Names the question; null in journals from before questions had names.</summary>
        public string? RequestId { get; init; }

        /// <summary>What is shown.</summary>
        public ApprovalText? Text { get; init; }

        public ImmutableArray<string> EditableArguments { get; init; } = [];
    }

    /// <param name="CallId">The call.</param>
    /// <param name="Decision">Allow or deny; an ask has been answered by now.</param>
    /// <param name="Reason">The rule, grant, mode or person behind it.</param>
    /// <param name="Grant">What the person allowed beyond this call, if anything.</param>
    public sealed record PermissionDecided(ToolCallId CallId, PermissionDecision Decision, string Reason, PermissionGrant? Grant) : Durable
    {
        /// <summary>What the grant rests on, when it starts programs.</summary>
        public ExecutionFingerprint? Files { get; init; }

        /// <summary>The grant's name when it was stored in the user's folder, where it lives from then on; null when it holds for the session.</summary>
        public string? StoredAs { get; init; }

        /// <summary>Who decided, for the call's card; null in journals from before there were notes.</summary>
        public DecisionNote? Note { get; init; }
    }

    /// <summary>Written and flushed before the call may have any effect. Without a matching end, the outcome is unknown.</summary>
    public sealed record ToolCallStarted(ToolCallId CallId) : Durable
    {
        /// <summary>The changes that the call is about to make, where they are known: what a crash leaves undecided can be told from them.</summary>
        public ImmutableArray<FileChanged> Intended { get; init; } = [];
    }

    /// <summary>The one result of a call, also of one that was refused, denied or interrupted.</summary>
    public sealed record ToolCallEnded(
        ToolCallId CallId,
        string ToolName,
        ImmutableArray<ContentPart> Content,
        bool IsError,
        TestRunSummary? Tests) : Durable
    {
        /// <summary>Who wrote the content.</summary>
        public TextOrigin Origin { get; init; }

        /// <summary>Whether a model gets the content character by character (<see cref="ToolResult.IsExact"/>).</summary>
        public bool IsExact { get; init; }
    }

    /// <summary>A person has allowed something of this kind (<see cref="Execution.Kind"/>) to run.</summary>
    public sealed record ExecutionAllowed(string Kind) : Durable;

    /// <summary>
    /// A file that was changed. What it held before is kept as a blob, where it is not too large. Null before: the file was created;
    /// null after: it was moved away, or an undo deleted it.
    /// </summary>
    public sealed record FileChanged(TurnId Turn, ToolCallId CallId, WorkspacePath Path, ContentHash? Before, ContentHash? After) : Durable;

    /// <summary>
    /// A subagent works for this call. Comes when it begins, with nothing used, and once more when it has ended, with what the task took.
    /// </summary>
    public sealed record SubagentReported(ToolCallId CallId, SessionId Subagent, SubagentProfile Profile, int Steps, TokenUsage Usage) : Durable;

    public sealed record PlanChanged(ImmutableArray<PlanEntry> Entries) : Durable;

    /// <summary>A turn's changes were taken back; <paramref name="Conflicts"/> names files left alone because they had changed since.</summary>
    public sealed record TurnUndone(TurnId Turn, ImmutableArray<string> Restored, ImmutableArray<string> Conflicts) : Durable;

    /// <summary>
    /// Somebody has judged changes of a file. From here on the file is compared with <paramref name="Baseline"/>; what it held then is
    /// <paramref name="Now"/>. Both are kept as blobs; null: no such file.
    /// </summary>
    public sealed record ChangesReviewed(
        WorkspacePath Path,
        ContentHash? Baseline,
        ContentHash? Now,
        ImmutableArray<ReviewMark> Marks,
        ImmutableArray<ReviewDecision> Decisions) : Durable;

    /// <summary>
    /// For the model the conversation now is <paramref name="Messages"/> and what had come behind it; the records of all that was said stay.
    /// </summary>
    /// <param name="Messages">Exactly what the model is sent: words of the user, the project's notes, and last the note on all the rest.</param>
    /// <param name="Behind">How many messages at the conversation's end stay as they are.</param>
    /// <param name="Note">What the model wrote down of the conversation; empty when there was nothing of it yet.</param>
    /// <param name="Before">Tokens before, as far as known.</param>
    /// <param name="After">Tokens after, as estimated.</param>
    /// <param name="Usage">What writing the note took.</param>
    public sealed record Compacted(
        ImmutableArray<Message.User> Messages, int Behind, string Note, long Before, long After, TokenUsage Usage) : Durable
    {
        /// <summary>Who wrote the note; null where nobody was asked.</summary>
        public string? ModelId { get; init; }

        /// <summary>Whether it keeps as little as can be: there is no shorter form.</summary>
        public bool IsTight { get; init; }
    }

    /// <summary>Outputs of tools of which the model is shown less from now on.</summary>
    public sealed record OutputsPruned(ImmutableArray<PrunedOutput> Outputs) : Durable;

    public sealed record TurnEnded(TurnId Turn, StopReason Reason, string? Error) : Durable;

    /// <summary>Something the user should know that is not an answer.</summary>
    public sealed record Notice(NoticeSeverity Severity, string Title, string? Description) : Durable;

    public sealed record TextDelta(string MessageId, string Text) : Volatile;

    public sealed record ReasoningDelta(string MessageId, string Text) : Volatile;

    /// <summary>A call as far as the model has written it; display only.</summary>
    public sealed record ToolCallDelta(string MessageId, int Index, string? Name, string ArgumentsDelta) : Volatile;

    /// <summary>The partial answer was dropped (a broken stream); whatever was shown of this message is void.</summary>
    public sealed record AnswerDiscarded(string MessageId) : Volatile;

    public sealed record Retrying(int FailedAttempt, int MaxAttempts, TimeSpan Delay, string Reason) : Volatile;

    public sealed record ToolOutput(ToolCallId CallId, string Text) : Volatile;

    /// <param name="Used">Tokens the next request will take, as far as known.</param>
    /// <param name="Window">Tokens the model can take.</param>
    public sealed record ContextUsed(long Used, long Window) : Volatile;
}
