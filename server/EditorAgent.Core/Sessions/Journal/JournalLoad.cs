using EditorAgent.Core.Workspaces;
using System.Text;
using EditorAgent.Core.Models;

namespace EditorAgent.Core.Sessions.Journal;

/// <summary>Folds a journal from the disk. Changes nothing.</summary>
internal sealed class JournalLoad
{
    private readonly StringBuilder partialText = new();
    private readonly HashSet<ToolCallId> knownCalls = [];
    private string? partialMessage;
    private int damagedSinceGood;

    private JournalLoad(SessionState state) => this.State = state;

    public SessionState State { get; private set; }

    public long LastSequence { get; private set; }

    /// <summary>Where the last undamaged line ends; the rest is a torn tail.</summary>
    public long GoodLength { get; private set; }

    public int GoodRecords { get; private set; }

    /// <summary>Damaged lines with good ones behind them. They stay on the disk and are passed over.</summary>
    public int DamagedRecords { get; private set; }

    /// <summary>The title of the last notice, to tell of damage once only.</summary>
    public string? LastNotice { get; private set; }

    /// <param name="path">The journal.</param>
    /// <param name="seed">What is known of the session without its first record.</param>
    public static JournalLoad Read(string path, SessionState seed)
    {
        using var file = PrivateFiles.Open(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var load = new JournalLoad(seed);
        var reader = new JournalReader(file);
        while (reader.TryRead(out var line))
        {
            load.Take(JournalLine.Read(line), reader.Offset);
        }

        if (load.partialMessage is { } message)
        {
            load.State = load.State with { IncompleteAnswer = new IncompleteAnswer(message, load.partialText.ToString()) };
        }

        return load;
    }

    private void Take(JournalRecord? record, long end)
    {
        if (record is null)
        {
            this.damagedSinceGood++;
            return;
        }

        this.GoodRecords++;
        this.GoodLength = end;
        this.DamagedRecords += this.damagedSinceGood;
        this.damagedSinceGood = 0;
        if (record is JournalRecord.Partial partial)
        {
            this.Take(partial);
            return;
        }

        // A number that was there already: the same record twice.
        if (record.Sequence <= this.LastSequence)
        {
            return;
        }

        this.LastSequence = record.Sequence;
        if (record is JournalRecord.Happened happened && this.IsNew(happened.Event))
        {
            this.Take(happened);
        }
    }

    /// <summary>An answer whose calls were made before is another record's double; vendors refuse a call id that comes twice.</summary>
    private bool IsNew(SessionEvent happened) =>
        happened is not SessionEvent.AssistantMessage answer || answer.Message.ToolCalls.All(call => this.knownCalls.Add(call.Id));

    private void Take(JournalRecord.Partial partial)
    {
        if (this.partialMessage != partial.MessageId || partial.Text is null)
        {
            this.partialText.Clear();
        }

        this.partialMessage = partial.Text is null ? null : partial.MessageId;
        this.partialText.Append(partial.Text);
    }

    private void Take(JournalRecord.Happened happened)
    {
        switch (happened.Event)
        {
            case SessionEvent.TurnStarted:
            case SessionEvent.AssistantMessage:
                this.partialMessage = null;
                this.partialText.Clear();
                break;
            case SessionEvent.Notice notice:
                this.LastNotice = notice.Title;
                break;
        }

        this.State = ConversationFold.Apply(this.State, happened.Event, happened.At);
    }
}
