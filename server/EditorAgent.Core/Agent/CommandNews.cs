using EditorAgent.Core.Processes;
using EditorAgent.Core.Sessions;

namespace EditorAgent.Core.Agent;

/// <summary>Tells the user at once, and the model once, that a command in the background has ended.</summary>
internal sealed class CommandNews : IDisposable
{
    private readonly BackgroundCommands commands;
    private readonly Session session;

    public CommandNews(BackgroundCommands commands, Session session)
    {
        this.commands = commands;
        this.session = session;
        commands.Ended += this.Tell;
        commands.Found += this.Tell;
    }

    /// <summary>What has ended since the last call and the model does not know yet; null when nothing has.</summary>
    public string? Take()
    {
        var ended = this.commands.TakeUntold();
        return ended.IsEmpty
            ? null
            : $"In the background: {string.Join("; ", ended.Select(command => $"{command.Id} ended ({command.Standing}): {command.Title}"))}. command_output shows what it printed.";
    }

    public void Dispose()
    {
        this.commands.Ended -= this.Tell;
        this.commands.Found -= this.Tell;
    }

    private void Tell(BackgroundCommand command) =>
        this.Tell(new SessionEvent.Notice(NoticeSeverity.Info, $"Background command {command.Id} ended", $"{command.Standing}: {command.Title}"));

    private void Tell(BackgroundCommand command, string line) =>
        this.Tell(new SessionEvent.Notice(NoticeSeverity.Warning, $"A protected file, while {command.Id} runs in the background", line));

    private void Tell(SessionEvent.Notice notice)
    {
        try
        {
            this.session.Append(notice);
        }
        catch (Exception over) when (over is JournalException or ObjectDisposedException)
        {
            // The session has ended or cannot be kept, of which its user knows.
        }
    }
}
