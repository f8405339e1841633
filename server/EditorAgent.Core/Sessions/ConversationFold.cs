using System.Collections.Immutable;
using System.Globalization;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Workspaces;
using static EditorAgent.Core.Sessions.SessionEvent;

namespace EditorAgent.Core.Sessions;

/// <summary>
/// The state of a session is the fold of its durable events, whether they happen now or come out of the journal. Pure. Any sequence
/// is borne, also one with records missing: a call whose result is lost gets one that says so, so that the conversation stays valid.
/// </summary>
public static class ConversationFold
{
    private const string LostResult = "The record of this result was lost; the outcome is unknown. Verify before trying again.";

    public static SessionState Apply(SessionState state, Durable happened, DateTimeOffset at)
    {
        state = state with { UpdatedAt = at };
        return happened switch
        {
            Created created => state with
            {
                Id = created.Id,
                WorkingDirectory = created.WorkingDirectory,
                AdditionalDirectories = created.AdditionalDirectories,
                ProductVersion = created.ProductVersion,
                CreatedAt = at,
            },
            TitleChanged changed => state with { Title = changed.Title },
            TitleAsked asked => state with { TotalUsage = state.TotalUsage + asked.Usage },
            ArchiveChanged changed => state with { IsArchived = changed.IsArchived },
            ModelChanged changed => state with { ModelId = changed.ModelId },
            ModeChanged changed => ChangeMode(state, changed.Mode),
            SubagentReported reported => state with { TotalUsage = state.TotalUsage + reported.Usage, Subagents = state.Subagents.SetItem(reported.Subagent, reported.Profile) },
            PlanChanged changed => state with { Plan = changed.Entries },
            TurnStarted started => StartTurn(state, started.Turn, at),
            TurnEnded ended => EndTurn(CloseLostCalls(state), ended.Turn, ended.Reason),
            UserMessage message => AddWords(Tainted(state, message), message.Content),
            Reminder reminder => AddUserMessage(state, [new ContentPart.Text(reminder.Text)]),
            InstructionsRead read => CompactionFold.KeepInstructions(AddInstructions(state, read), read),
            SkillsListed skills => AddSkills(state, skills),
            AssistantMessage answer => AddAnswer(CloseLostCalls(state), answer) with { LastAnswerAt = at },
            ToolCallStarted started => MarkStarted(state, started),
            ToolCallEnded ended => EndCall(Tainted(state, ended), ended),
            ExecutionAllowed allowed => state with { Taint = state.Taint with { AllowedKinds = state.Taint.AllowedKinds.Add(allowed.Kind) } },
            PermissionAsked asked => state with { PendingApproval = IndexOfOpen(state, asked.CallId) < 0 ? null : asked },
            PermissionDecided decided => AddGrant(state with { PendingApproval = null }, decided),
            FileChanged changed => AddChange(state, changed, at),
            TurnUndone undone => Undo(state, undone),
            ChangesReviewed reviewed => Review(state, reviewed),
            Compacted compacted => CompactionFold.Compact(state, compacted),
            OutputsPruned pruned => CompactionFold.Prune(state, pruned),
            _ => state,
        };
    }

    private static SessionState ChangeMode(SessionState state, PermissionMode mode) => state with
    {
        Mode = mode,
        ModeBeforePlan = mode == PermissionMode.Plan && state.Mode is { } before and not PermissionMode.Plan ? before : state.ModeBeforePlan,
    };

    private static SessionState StartTurn(SessionState state, TurnId turn, DateTimeOffset at)
    {
        state = CloseLostCalls(state);
        if (state.CurrentTurn is { } running)
        {
            state = EndTurn(state, running, StopReason.Cancelled);
        }

        return state with { Turns = state.Turns.Add(new SessionTurn(turn, at)), CurrentTurn = turn, IncompleteAnswer = null, IsArchived = false };
    }

    private static SessionState EndTurn(SessionState state, TurnId turn, StopReason reason)
    {
        var index = IndexOf(state, turn);
        return state with
        {
            CurrentTurn = state.CurrentTurn == turn ? null : state.CurrentTurn,
            Turns = index < 0 ? state.Turns : state.Turns.SetItem(index, state.Turns[index] with { Ended = reason }),
        };
    }

    private static SessionState AddWords(SessionState state, ImmutableArray<ContentPart> content)
    {
        if (!IsSendable(content))
        {
            return state;
        }

        var message = new Message.User(content);
        return AddUserMessage(state, message) with { UserWords = state.UserWords.Add(message) };
    }

    private static SessionState AddUserMessage(SessionState state, ImmutableArray<ContentPart> content) =>
        IsSendable(content) ? AddUserMessage(state, new Message.User(content)) : state;

    private static SessionState AddUserMessage(SessionState state, Message.User message) => state.HeldAnswer is null
        ? state with { Conversation = state.Conversation.Add(message) }
        : state with { HeldUserMessages = state.HeldUserMessages.Add(message) };

    private static SessionState AddInstructions(SessionState state, InstructionsRead read)
    {
        state = AddUserMessage(state with { InstructionFiles = state.InstructionFiles.Add(read.Path) }, [new ContentPart.Text(GuidanceMessages.Of(state.Id, read))]);
        return read.IsOfUser ? state : state with { Taint = state.Taint with { HasWorkspaceText = true } };
    }

    private static SessionState AddSkills(SessionState state, SkillsListed skills)
    {
        state = AddUserMessage(state with { Skills = skills }, [new ContentPart.Text(GuidanceMessages.Of(state.Id, skills))]);
        return skills.OfWorkspace.Length > 0 ? state with { Taint = state.Taint with { HasWorkspaceText = true } } : state;
    }

    private static SessionState AddAnswer(SessionState state, AssistantMessage answer)
    {
        // An answer that was cancelled on its way was never counted; it says nothing about the window.
        state = state with
        {
            LastUsage = answer.Usage == default ? state.LastUsage : answer.Usage,
            TotalUsage = state.TotalUsage + answer.Usage,
        };
        var calls = ImmutableArray.CreateBuilder<OpenCall>();
        var isSendable = false;
        foreach (var part in answer.Message.Parts)
        {
            if (part is AssistantPart.ToolCall call)
            {
                calls.Add(new OpenCall(call, IsStarted: false, Result: null));
            }

            // Reasoning alone is an answer that no vendor takes back.
            isSendable |= part is AssistantPart.ToolCall || (part is AssistantPart.Text text && !string.IsNullOrWhiteSpace(text.Value));
        }

        if (!isSendable)
        {
            return state;
        }

        return calls.Count == 0
            ? state with { Conversation = state.Conversation.Add(answer.Message) }
            : state with { HeldAnswer = answer.Message, OpenCalls = calls.ToImmutable() };
    }

    private static SessionState MarkStarted(SessionState state, ToolCallStarted started)
    {
        var index = IndexOfOpen(state, started.CallId);
        return index < 0
            ? state
            : state with { OpenCalls = state.OpenCalls.SetItem(index, state.OpenCalls[index] with { IsStarted = true, Intended = started.Intended }) };
    }

    private static SessionState EndCall(SessionState state, ToolCallEnded ended)
    {
        var index = IndexOfOpen(state, ended.CallId);
        if (index < 0)
        {
            return state;
        }

        var result = new Message.ToolResult(ended.CallId, ended.ToolName, ToolText.Of(ended.CallId, ended.Origin, ended.IsExact, ended.Content), ended.IsError);
        var calls = state.OpenCalls.SetItem(index, state.OpenCalls[index] with { Result = result });
        state = AnswersFold.Added(state, state.OpenCalls[index].Call, result);
        state = state.PendingApproval?.CallId == ended.CallId ? state with { PendingApproval = null } : state;
        foreach (var call in calls)
        {
            if (call.Result is null)
            {
                return state with { OpenCalls = calls };
            }
        }

        return Settle(state, calls);
    }

    /// <summary>The user has called for it, and still has not written it.</summary>
    private static SessionState Tainted(SessionState state, UserMessage message)
    {
        var taint = state.Taint;
        if (taint.Outside is null && message.Content.FirstOrDefault(part => part.Outside is not null) is { Outside: { } source })
        {
            taint = taint with { Outside = source };
        }

        if (!taint.HasWorkspaceText && message.Content.Any(part => part.IsOfWorkspace || part is ContentPart.Text { IsOwn: true }))
        {
            taint = taint with { HasWorkspaceText = true };
        }

        return ReferenceEquals(taint, state.Taint) ? state : state with { Taint = taint };
    }

    private static SessionState Tainted(SessionState state, ToolCallEnded ended) => ended.Origin switch
    {
        TextOrigin.Outside when state.Taint.Outside is null => state with { Taint = state.Taint with { Outside = ended.ToolName } },
        TextOrigin.Workspace or TextOrigin.Program when !state.Taint.HasWorkspaceText => state with { Taint = state.Taint with { HasWorkspaceText = true } },
        _ => state,
    };

    /// <summary>Every answer's calls are closed before the next answer, turn or end of turn; here the journal has lost an end.</summary>
    private static SessionState CloseLostCalls(SessionState state) =>
        state.HeldAnswer is null
            ? state
            : Settle(state, [.. state.OpenCalls.Select(open => open.Result is null ? open with { Result = Lost(open.Call) } : open)]);

    private static Message.ToolResult Lost(AssistantPart.ToolCall call) =>
        new(call.Id, call.Name, [new ContentPart.Text(LostResult)], IsError: true);

    private static SessionState Settle(SessionState state, ImmutableArray<OpenCall> calls)
    {
        var conversation = state.Conversation.Add(state.HeldAnswer!);
        foreach (var call in calls)
        {
            conversation = conversation.Add(call.Result!);
        }

        foreach (var message in state.HeldUserMessages)
        {
            conversation = conversation.Add(message);
        }

        return state with { Conversation = conversation, OpenCalls = [], PendingApproval = null, HeldAnswer = null, HeldUserMessages = [] };
    }

    private static SessionState AddGrant(SessionState state, PermissionDecided decided) =>
        decided is { Decision: PermissionDecision.Allow, Grant: { } grant, StoredAs: null }
            ? state with { Grants = [.. state.Grants.Where(earlier => earlier.Grant != grant), new StandingGrant(grant, decided.Files)] }
            : state;

    private static SessionState AddChange(SessionState state, FileChanged changed, DateTimeOffset at)
    {
        var index = IndexOf(state, changed.Turn);
        var turn = index < 0 ? new SessionTurn(changed.Turn, at) { Ended = StopReason.EndTurn } : state.Turns[index];
        turn = turn with { Changes = turn.Changes.Add(changed) };
        return state with
        {
            Turns = index < 0 ? state.Turns.Add(turn) : state.Turns.SetItem(index, turn),
            EditedFiles = state.EditedFiles.SetItem(changed.Path.Absolute, changed),
            Reviews = state.Reviews.SetItem(changed.Path.Absolute, Trail(state, changed)),
        };
    }

    private static ReviewTrail Trail(SessionState state, FileChanged changed)
    {
        var trail = state.Reviews.GetValueOrDefault(changed.Path.Absolute) ?? new ReviewTrail(changed.Path, changed.Before, changed.Before);
        return trail with { Changes = trail.Changes.Add(changed) };
    }

    private static SessionState Review(SessionState state, ChangesReviewed reviewed)
    {
        var decisions = reviewed.Decisions.Aggregate(
            state.Reviews.GetValueOrDefault(reviewed.Path.Absolute)?.Decisions ?? AppendOnlyList<ReviewDecision>.Empty, (list, decision) => list.Add(decision));
        var trail = new ReviewTrail(reviewed.Path, reviewed.Baseline, reviewed.Now) { Marks = reviewed.Marks, Decisions = decisions };
        state = state with { Reviews = state.Reviews.SetItem(reviewed.Path.Absolute, trail) };
        var undone = reviewed.Decisions.Where(decision => !decision.IsKept).ToList();
        if (undone.Count == 0)
        {
            return state;
        }

        var lines = string.Join(", ", undone.Select(decision => decision.Line.ToString(CultureInfo.InvariantCulture)));
        var told = $"The user took back a part of your changes to {reviewed.Path.Relative}, at line {lines}. Read the file again before editing it, and do not make that change again unasked.";
        return AddUserMessage(state, [new ContentPart.Text(told)]);
    }

    private static SessionState Undo(SessionState state, TurnUndone undone)
    {
        var index = IndexOf(state, undone.Turn);
        if (index >= 0)
        {
            state = state with { Turns = state.Turns.SetItem(index, state.Turns[index] with { IsUndone = true }) };
        }

        if (undone.Restored.IsEmpty)
        {
            return state;
        }

        var told = $"The user took back earlier file changes. Restored: {string.Join(", ", undone.Restored)}. Read a file again before editing it.";
        return AddUserMessage(state, [new ContentPart.Text(told)]);
    }

    private static int IndexOf(SessionState state, TurnId turn)
    {
        for (var i = state.Turns.Count - 1; i >= 0; i--)
        {
            if (state.Turns[i].Id == turn)
            {
                return i;
            }
        }

        return -1;
    }

    private static int IndexOfOpen(SessionState state, ToolCallId id)
    {
        for (var i = 0; i < state.OpenCalls.Length; i++)
        {
            if (state.OpenCalls[i].Call.Id == id && state.OpenCalls[i].Result is null)
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsSendable(ImmutableArray<ContentPart> content)
    {
        foreach (var part in content)
        {
            if (part is not ContentPart.Text text || !string.IsNullOrWhiteSpace(text.Value))
            {
                return true;
            }
        }

        return false;
    }
}
