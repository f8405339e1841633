using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Telemetry;
using EditorAgent.Core.Workspaces;
using EditorAgent.Host.Composition;
using EditorAgent.Host.Headless;

namespace EditorAgent.Host.CommandLine;

/// <summary><c>sessions</c>: what is on the disk.</summary>
internal static class SessionsVerb
{
    public static Command Build(VerbContext context)
    {
        var id = new Argument<string>("id") { Description = "A session's id, as list shows it", HelpName = "session" };
        var archived = new Option<bool>("--archived") { Description = "list, search: those that were put aside, instead of the others" };
        var folder = new Option<string?>("--cwd") { Description = "list, search: only the sessions of this folder", HelpName = "folder" };
        var list = new Command("list", "All sessions, newest first") { archived, folder };
        list.SetAction((parsed, cancellationToken) => ListAsync(context, FolderOf(parsed.GetValue(folder)), parsed.GetValue(archived), cancellationToken));
        var command = new Command("sessions") { list };
        command.Add(SessionsEditing.Search(context, folder, archived));
        Add("show", "One session's conversation as text, turn by turn", ShowAsync);
        command.Add(SessionsEditing.Rename(context, id));
        command.Add(SessionsEditing.Archive(context, id));
        command.Add(SessionsEditing.Unarchive(context, id));
        command.Add(SessionsEditing.Fork(context, id));
        command.Add(SessionsEditing.Export(context, id));
        Add("delete", "Delete a session and everything kept for its undo", DeleteAsync);
        Add("undo", "Take back the file changes of a session's last turn", UndoAsync);
        command.SetAction((_, cancellationToken) => ListAsync(context, null, archived: false, cancellationToken));
        return command;

        void Add(string name, string summary, Func<VerbContext, SessionId, CancellationToken, Task<int>> run)
        {
            var one = new Command(name, summary) { id };
            one.SetAction((parsed, cancellationToken) => run(context, new SessionId(parsed.GetValue(id)!), cancellationToken));
            command.Add(one);
        }
    }

    /// <summary>A session as one line of a list.</summary>
    internal static string LineOf(SessionSummary session)
    {
        var when = session.UpdatedAt.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return $"{session.Id}  {when}  {TerminalText.Visible(SecretMask.Of(session.Title ?? "Untitled"))}  ({session.WorkingDirectory})";
    }

    internal static string? FolderOf(string? given) => given is null ? null : Path.GetFullPath(given);

    internal static SessionStore StoreOf(VerbContext context) => new(context.Home.SessionsDirectory, TimeProvider.System, LogFile.In(context.Home));

    private static async Task<int> ListAsync(VerbContext context, string? folder, bool archived, CancellationToken cancellationToken)
    {
        await using var output = new StreamWriter(context.Stdout, leaveOpen: true);
        var sessions = (await StoreOf(context).ListAsync(folder, cancellationToken)).Where(session => session.IsArchived == archived).ToList();
        await LearnSecretsAsync(context, sessions.Select(session => session.WorkingDirectory), cancellationToken);
        if (sessions.Count == 0)
        {
            await output.WriteLineAsync(archived ? "No session was put aside." : "No sessions yet. Start one with: editor-agent run \"...\"");
            return (int)ExitCode.Success;
        }

        foreach (var session in sessions)
        {
            await output.WriteLineAsync(LineOf(session));
        }

        return (int)ExitCode.Success;
    }

    private static async Task<int> ShowAsync(VerbContext context, SessionId id, CancellationToken cancellationToken)
    {
        await LearnSecretsAsync(context, [StoreOf(context).WorkingDirectoryOf(id)], cancellationToken);
        await using var output = new StreamWriter(context.Stdout, leaveOpen: true);
        await using var session = await StoreOf(context).OpenAsync(id, cancellationToken);
        var decisions = DecisionsOf(session);
        var (conversation, starts) = session.ReadTurns();
        var told = 0;
        foreach (var (index, message) in conversation.Index())
        {
            told = await TellTurnsAsync(output, session.State.Turns, starts, told, index);
            var text = message switch
            {
                Message.User user => "you:   " + Text(user.Content),
                Message.Assistant assistant => "agent: " + assistant.Text + string.Concat(assistant.ToolCalls.Select(call => $"\n  > {call.Name} {call.RawArguments}{decisions.GetValueOrDefault(call.Id)}")),
                Message.ToolResult result => $"  {(result.IsError ? "error: " : "")}{Text(result.Content)}",
                _ => "",
            };
            await output.WriteLineAsync(TerminalText.Visible(SecretMask.Of(text)));
        }

        await TellTurnsAsync(output, session.State.Turns, starts, told, conversation.Count);
        if (session.State.PendingApproval is { Text: { } open })
        {
            await output.WriteLineAsync($"  waiting for an answer: {SecretMask.Of(open.Title)}");
        }

        return (int)ExitCode.Success;
    }

    /// <summary>The lines of turns that begin at this message or before it, as <c>fork --before</c> counts them.</summary>
    /// <returns>How many have been told.</returns>
    private static async Task<int> TellTurnsAsync(TextWriter output, ImmutableList<SessionTurn> turns, IReadOnlyList<int> starts, int told, int message)
    {
        for (; told < turns.Count && told < starts.Count && starts[told] <= message; told++)
        {
            var turn = turns[told];
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"turn {told + 1}: {turn.StartedAt.ToLocalTime():yyyy-MM-dd HH:mm}{(turn.Changes.Count > 0 ? $", {turn.Changes.Count} file(s) changed" : "")}"));
        }

        return told;
    }

    /// <summary>Who allowed or denied each call, as lines below it.</summary>
    private static Dictionary<ToolCallId, string> DecisionsOf(Session session)
    {
        var decisions = new Dictionary<ToolCallId, string>();
        foreach (var envelope in session.ReadHistory())
        {
            if (envelope.Event is SessionEvent.PermissionDecided decided)
            {
                decisions[decided.CallId] = $"\n    {(decided.Decision == PermissionDecision.Allow ? "allowed" : "denied")}: {CanonicalText.Line(decided.Reason)}";
            }
        }

        return decisions;
    }

    /// <summary>So that what these folders' sessions may hold of keys is masked.</summary>
    internal static async Task LearnSecretsAsync(VerbContext context, IEnumerable<string> folders, CancellationToken cancellationToken)
    {
        foreach (var line in await new KnownSecrets(context.Home, context.Environment, TimeProvider.System).LearnAsync(folders, cancellationToken))
        {
            await Console.Error.WriteLineAsync($"editor-agent: {TerminalText.Visible(line)}");
        }
    }

    private static async Task<int> DeleteAsync(VerbContext context, SessionId id, CancellationToken cancellationToken)
    {
        await StoreOf(context).DeleteAsync(id, cancellationToken);
        await using var output = new StreamWriter(context.Stdout, leaveOpen: true);
        await output.WriteLineAsync($"Session {id} is deleted. Files in its workspace were not touched.");
        return (int)ExitCode.Success;
    }

    private static async Task<int> UndoAsync(VerbContext context, SessionId id, CancellationToken cancellationToken)
    {
        await using var output = new StreamWriter(context.Stdout, leaveOpen: true);
        await using var session = await StoreOf(context).OpenAsync(id, cancellationToken);
        var workspace = new Workspace(session.State.WorkingDirectory, session.State.AdditionalDirectories, []);
        if (session.State.LastChangingTurn is not { } turn)
        {
            await output.WriteLineAsync("This session changed no files; there is nothing to take back.");
            return (int)ExitCode.Success;
        }

        var undone = await new TurnUndo(session, new DiskWorkspaceFiles(), workspace).UndoAsync(turn.Id, cancellationToken);
        foreach (var path in undone.Restored)
        {
            await output.WriteLineAsync($"restored  {TerminalText.Visible(path)}");
        }

        foreach (var path in undone.Conflicts)
        {
            await output.WriteLineAsync($"kept      {TerminalText.Visible(path)}: it was changed after the agent's edit");
        }

        return (int)(undone.Conflicts.IsEmpty ? ExitCode.Success : ExitCode.Failed);
    }

    private static string Text(IEnumerable<ContentPart> content) =>
        string.Concat(content.Select(part => part is ContentPart.Text text ? text.Value : "[image]"));
}
