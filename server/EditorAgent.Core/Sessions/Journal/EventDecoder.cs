using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Tools.Delegation;
using static EditorAgent.Core.Sessions.SessionEvent;

namespace EditorAgent.Core.Sessions.Journal;

/// <summary>Reads what <see cref="EventEncoder"/> writes. Fields it does not know are passed over; a record without what it needs is unknown.</summary>
internal static class EventDecoder
{
    public static JournalRecord? Read(string kind, JsonElement p, long sequence, DateTimeOffset at)
    {
        try
        {
            if (kind == EventKind.Partial)
            {
                return new JournalRecord.Partial(sequence, at, p.Text("message"u8), p.OptionalText("text"u8));
            }

            return ReadEvent(kind, p) is { } happened ? new JournalRecord.Happened(sequence, at, happened) : null;
        }
        catch (Exception wrong) when (wrong is KeyNotFoundException or InvalidOperationException or FormatException or OverflowException)
        {
            return null;
        }
    }

    private static Durable? ReadEvent(string kind, JsonElement p) => kind switch
    {
        EventKind.Created => new Created(new(p.Text("id"u8)), p.Text("cwd"u8), p.Texts("directories"u8), p.OptionalText("product"u8) ?? ""),
        EventKind.TitleChanged => new TitleChanged(p.Text("title"u8)),
        EventKind.TitleAsked => new TitleAsked(p.Text("model"u8), MessageJson.ReadUsage(p)),
        EventKind.ArchiveChanged => new ArchiveChanged(p.Flag("archived"u8)),
        EventKind.ModelChanged => new ModelChanged(p.Text("model"u8)),
        EventKind.ModeChanged => new ModeChanged(p.Name("mode"u8, PermissionMode.Ask)),
        EventKind.TurnStarted => new TurnStarted(new(p.Text("turn"u8))),
        EventKind.UserMessage => new UserMessage(p.Text("message"u8), MessageJson.ReadContent(p)),
        EventKind.Reminder => new Reminder(p.Text("text"u8)),
        EventKind.InstructionsRead => new InstructionsRead(p.Text("path"u8), p.Text("text"u8)) { IsOfUser = p.Flag("user"u8) },
        EventKind.SkillsListed => new SkillsListed(p.Text("own"u8), p.Text("workspace"u8)),
        EventKind.AssistantMessage => MessageJson.ReadAnswer(p),
        EventKind.ToolCallPlanned => ToolCallJson.ReadPlanned(p),
        EventKind.PermissionAsked => ApprovalJson.ReadAsked(p),
        EventKind.PermissionDecided => ApprovalJson.ReadDecided(p),
        EventKind.ToolCallStarted => new ToolCallStarted(new(p.Text("call"u8))) { Intended = p.Items("intended"u8, ToolCallJson.ReadFileChanged) },
        EventKind.ToolCallEnded => ToolCallJson.ReadEnded(p),
        EventKind.ExecutionAllowed => new ExecutionAllowed(p.Text("kind"u8)),
        EventKind.FileChanged => ToolCallJson.ReadFileChanged(p),
        EventKind.SubagentReported => new SubagentReported(
            new(p.Text("call"u8)), new(p.Text("subagent"u8)), p.Name("profile"u8, SubagentProfile.Explore), (int)p.Number("steps"u8), MessageJson.ReadUsage(p)),
        EventKind.PlanChanged => new PlanChanged(p.Items("entries"u8, ReadPlanEntry)),
        EventKind.TurnUndone => new TurnUndone(new(p.Text("turn"u8)), p.Texts("restored"u8), p.Texts("conflicts"u8)),
        EventKind.ChangesReviewed => ReviewJson.Read(p),
        EventKind.Compacted => CompactionJson.ReadCompacted(p),
        EventKind.OutputsPruned => CompactionJson.ReadPruned(p),
        EventKind.TurnEnded => new TurnEnded(new(p.Text("turn"u8)), p.Name("reason"u8, StopReason.Failed), p.OptionalText("error"u8)),
        EventKind.Notice => new Notice(p.Name("severity"u8, NoticeSeverity.Info), p.Text("title"u8), p.OptionalText("description"u8)),
        _ => null,
    };

    private static PlanEntry ReadPlanEntry(JsonElement entry) => new(
        entry.Text("content"u8),
        entry.Name("priority"u8, PlanEntryPriority.Medium),
        entry.Name("status"u8, PlanEntryStatus.Pending));
}
