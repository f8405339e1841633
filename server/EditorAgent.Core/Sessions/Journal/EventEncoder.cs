using System.Collections.Immutable;
using System.Text.Json;
using static EditorAgent.Core.Sessions.SessionEvent;

namespace EditorAgent.Core.Sessions.Journal;

/// <summary>Writes the <c>k</c> and <c>p</c> of a record.</summary>
internal static class EventEncoder
{
    public static void Write(Utf8JsonWriter json, Durable happened)
    {
        json.WriteString("k"u8, KindOf(happened));
        json.WriteStartObject("p"u8);
        switch (happened)
        {
            case Created created:
                Write(json, created);
                break;
            case TitleChanged changed:
                json.WriteString("title"u8, changed.Title);
                break;
            case TitleAsked asked:
                json.WriteString("model"u8, asked.ModelId);
                MessageJson.Write(json, asked.Usage);
                break;
            case ArchiveChanged changed:
                json.WriteBoolean("archived"u8, changed.IsArchived);
                break;
            case ModelChanged changed:
                json.WriteString("model"u8, changed.ModelId);
                break;
            case ModeChanged changed:
                json.WriteString("mode"u8, changed.Mode.ToString());
                break;
            case TurnStarted started:
                json.WriteString("turn"u8, started.Turn.Value);
                break;
            case UserMessage message:
                json.WriteString("message"u8, message.MessageId);
                MessageJson.WriteContent(json, message.Content);
                break;
            case Reminder reminder:
                json.WriteString("text"u8, reminder.Text);
                break;
            case InstructionsRead read:
                json.WriteString("path"u8, read.Path);
                json.WriteString("text"u8, read.Text);
                if (read.IsOfUser)
                {
                    json.WriteBoolean("user"u8, true);
                }

                break;
            case SkillsListed skills:
                json.WriteString("own"u8, skills.Own);
                json.WriteString("workspace"u8, skills.OfWorkspace);
                break;
            case AssistantMessage answer:
                MessageJson.WriteAnswer(json, answer);
                break;
            case ToolCallPlanned planned:
                ToolCallJson.Write(json, planned);
                break;
            case PermissionAsked asked:
                ApprovalJson.Write(json, asked);
                break;
            case PermissionDecided decided:
                ApprovalJson.Write(json, decided);
                break;
            case ToolCallStarted started:
                ToolCallJson.Write(json, started);
                break;
            case ToolCallEnded ended:
                ToolCallJson.Write(json, ended);
                break;
            case ExecutionAllowed allowed:
                json.WriteString("kind"u8, allowed.Kind);
                break;
            case FileChanged changed:
                ToolCallJson.Write(json, changed);
                break;
            case SubagentReported reported:
                Write(json, reported);
                break;
            case PlanChanged changed:
                Write(json, changed);
                break;
            case TurnUndone undone:
                json.WriteString("turn"u8, undone.Turn.Value);
                WriteStrings(json, "restored"u8, undone.Restored);
                WriteStrings(json, "conflicts"u8, undone.Conflicts);
                break;
            case ChangesReviewed reviewed:
                ReviewJson.Write(json, reviewed);
                break;
            case Compacted compacted:
                CompactionJson.Write(json, compacted);
                break;
            case OutputsPruned pruned:
                CompactionJson.Write(json, pruned);
                break;
            case TurnEnded ended:
                json.WriteString("turn"u8, ended.Turn.Value);
                json.WriteString("reason"u8, ended.Reason.ToString());
                WriteOptional(json, "error"u8, ended.Error);
                break;
            case Notice notice:
                json.WriteString("severity"u8, notice.Severity.ToString());
                json.WriteString("title"u8, notice.Title);
                WriteOptional(json, "description"u8, notice.Description);
                break;
            default:
                throw new InvalidOperationException($"No form in the journal for {happened.GetType().Name}.");
        }

        json.WriteEndObject();
    }

    public static void WriteOptional(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static string KindOf(Durable happened) => happened switch
    {
        Created => EventKind.Created,
        TitleChanged => EventKind.TitleChanged,
        TitleAsked => EventKind.TitleAsked,
        ArchiveChanged => EventKind.ArchiveChanged,
        ModelChanged => EventKind.ModelChanged,
        ModeChanged => EventKind.ModeChanged,
        TurnStarted => EventKind.TurnStarted,
        UserMessage => EventKind.UserMessage,
        Reminder => EventKind.Reminder,
        InstructionsRead => EventKind.InstructionsRead,
        SkillsListed => EventKind.SkillsListed,
        AssistantMessage => EventKind.AssistantMessage,
        ToolCallPlanned => EventKind.ToolCallPlanned,
        PermissionAsked => EventKind.PermissionAsked,
        PermissionDecided => EventKind.PermissionDecided,
        ToolCallStarted => EventKind.ToolCallStarted,
        ToolCallEnded => EventKind.ToolCallEnded,
        ExecutionAllowed => EventKind.ExecutionAllowed,
        FileChanged => EventKind.FileChanged,
        SubagentReported => EventKind.SubagentReported,
        PlanChanged => EventKind.PlanChanged,
        TurnUndone => EventKind.TurnUndone,
        ChangesReviewed => EventKind.ChangesReviewed,
        Compacted => EventKind.Compacted,
        OutputsPruned => EventKind.OutputsPruned,
        TurnEnded => EventKind.TurnEnded,
        Notice => EventKind.Notice,
        _ => throw new InvalidOperationException($"No kind in the journal for {happened.GetType().Name}."),
    };

    private static void Write(Utf8JsonWriter json, Created created)
    {
        json.WriteString("id"u8, created.Id.Value);
        json.WriteString("cwd"u8, created.WorkingDirectory);
        WriteStrings(json, "directories"u8, created.AdditionalDirectories);
        json.WriteString("product"u8, created.ProductVersion);
    }

    private static void Write(Utf8JsonWriter json, SubagentReported reported)
    {
        json.WriteString("call"u8, reported.CallId.Value);
        json.WriteString("subagent"u8, reported.Subagent.Value);
        json.WriteString("profile"u8, reported.Profile.ToString());
        json.WriteNumber("steps"u8, reported.Steps);
        MessageJson.Write(json, reported.Usage);
    }

    private static void Write(Utf8JsonWriter json, PlanChanged changed)
    {
        json.WriteStartArray("entries"u8);
        foreach (var entry in changed.Entries)
        {
            json.WriteStartObject();
            json.WriteString("content"u8, entry.Content);
            json.WriteString("priority"u8, entry.Priority.ToString());
            json.WriteString("status"u8, entry.Status.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void WriteStrings(Utf8JsonWriter json, ReadOnlySpan<byte> name, ImmutableArray<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
