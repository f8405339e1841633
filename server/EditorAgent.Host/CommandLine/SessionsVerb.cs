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
        var id = new Argument<string>("id") { Description = "A session's id, as list shows it" };
        var list = new Command("list", "All sessions, newest first");
        list.SetAction((_, cancellationToken) => ListAsync(context, cancellationToken));
        var show = new Command("show", "One session's conversation as text") { id };
        show.SetAction((parsed, cancellationToken) => ShowAsync(context, new SessionId(parsed.GetValue(id)!), cancellationToken));
        var export = new Command("export", "One session's journal as JSON lines, secrets masked, to go with a report") { id };
        export.SetAction((parsed, cancellationToken) => ExportAsync(context, new SessionId(parsed.GetValue(id)!), cancellationToken));
        var delete = new Command("delete", "Delete a session and everything kept for its undo") { id };
        delete.SetAction((parsed, cancellationToken) => DeleteAsync(context, new SessionId(parsed.GetValue(id)!), cancellationToken));
        var undo = new Command("undo", "Take back the file changes of a session's last turn") { id };
        undo.SetAction((parsed, cancellationToken) => UndoAsync(context, new SessionId(parsed.GetValue(id)!), cancellationToken));
        var command = new Command("sessions") { list, show, export, delete, undo };
        command.SetAction((_, cancellationToken) => ListAsync(context, cancellationToken));
        return command;
    }

    private static SessionStore StoreOf(VerbContext context) => new(context.Home.SessionsDirectory, TimeProvider.System, LogFile.In(context.Home));

    private static async Task<int> ListAsync(VerbContext context, CancellationToken cancellationToken)
    {
        await using var output = new StreamWriter(context.Stdout, leaveOpen: true);
        var sessions = await StoreOf(context).ListAsync(null, cancellationToken);
        if (sessions.Count == 0)
        {
            await output.WriteLineAsync("No sessions yet. Start one with: editor-agent run \"...\"");
            return (int)ExitCode.Success;
        }

        foreach (var session in sessions)
        {
            var when = session.UpdatedAt.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
            await output.WriteLineAsync($"{session.Id}  {when}  {TerminalText.Visible(session.Title ?? "Untitled")}  ({session.WorkingDirectory})");
        }

        return (int)ExitCode.Success;
    }

    private static async Task<int> ShowAsync(VerbContext context, SessionId id, CancellationToken cancellationToken)
    {
        LearnSecrets(context);
        await using var output = new StreamWriter(context.Stdout, leaveOpen: true);
        await using var session = await StoreOf(context).OpenAsync(id, cancellationToken);
        var decisions = DecisionsOf(session);
        foreach (var message in session.State.Conversation)
        {
            var text = message switch
            {
                Message.User user => "you:   " + Text(user.Content),
                Message.Assistant assistant => "agent: " + assistant.Text + string.Concat(assistant.ToolCalls.Select(call => $"\n  > {call.Name} {call.RawArguments}{decisions.GetValueOrDefault(call.Id)}")),
                Message.ToolResult result => $"  {(result.IsError ? "error: " : "")}{Text(result.Content)}",
                _ => "",
            };
            await output.WriteLineAsync(TerminalText.Visible(SecretMask.Of(text)));
        }

        if (session.State.PendingApproval is { Text: { } open })
        {
            await output.WriteLineAsync($"  waiting for an answer: {SecretMask.Of(open.Title)}");
        }

        return (int)ExitCode.Success;
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

    private static async Task<int> ExportAsync(VerbContext context, SessionId id, CancellationToken cancellationToken)
    {
        LearnSecrets(context);
        await using var output = new StreamWriter(context.Stdout, leaveOpen: true);
        foreach (var line in StoreOf(context).Export(id))
        {
            await output.WriteLineAsync(line.AsMemory(), cancellationToken);
        }

        return (int)ExitCode.Success;
    }

    /// <summary>What configuration holds as keys is masked; a configuration that cannot be read holds none that was ever used.</summary>
    private static void LearnSecrets(VerbContext context)
    {
        try
        {
            _ = ConfigurationLoader.Load(context.Home, workspaceRoot: null, context.Environment);
        }
        catch (ConfigurationException)
        {
            // The session is shown all the same; keys in the environment and of known kinds are masked.
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
        if (session.State.Turns.LastOrDefault(turn => turn.Changes.Count > 0 && !turn.IsUndone) is not { } turn)
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
