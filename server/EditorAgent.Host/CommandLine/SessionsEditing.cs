using System.CommandLine;
using System.Globalization;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Telemetry;
using EditorAgent.Host.Headless;

namespace EditorAgent.Host.CommandLine;

/// <summary>The commands of <c>sessions</c> that find, name, put aside, copy and hand out sessions.</summary>
internal static class SessionsEditing
{
    private const int MostFound = 50;

    public static Command Search(VerbContext context, Option<string?> folder, Option<bool> archived)
    {
        var words = new Argument<string[]>("words") { Description = "Words that title or conversation hold, all of them", Arity = ArgumentArity.OneOrMore };
        var command = new Command("search", "Sessions whose title or conversation holds every word") { words, folder, archived };
        command.SetAction((parsed, cancellationToken) =>
            SearchAsync(context, string.Join(' ', parsed.GetValue(words)!), SessionsVerb.FolderOf(parsed.GetValue(folder)), parsed.GetValue(archived), cancellationToken));
        return command;
    }

    public static Command Rename(VerbContext context, Argument<string> id)
    {
        var title = new Argument<string>("title") { Description = "Its new title, one line" };
        var command = new Command("rename", "Give a session another title") { id, title };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var name = SessionTitle.Of(parsed.GetValue(title)!) ?? throw new UserFacingException(ExitCode.Usage, "The title is empty. Nothing was changed.");
            await SessionsVerb.StoreOf(context).RenameAsync(IdOf(parsed, id), name, cancellationToken);
            return Say(context, $"Session {parsed.GetValue(id)} is now called {TerminalText.Visible(name)}.");
        });
        return command;
    }

    public static Command Archive(VerbContext context, Argument<string> id)
    {
        var command = new Command("archive", "Put a session aside: lists leave it out until its next turn") { id };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await SessionsVerb.StoreOf(context).ArchiveAsync(IdOf(parsed, id), cancellationToken);
            return Say(context, $"Session {parsed.GetValue(id)} is put aside. See it with: editor-agent sessions list --archived");
        });
        return command;
    }

    public static Command Unarchive(VerbContext context, Argument<string> id)
    {
        var command = new Command("unarchive", "Have lists show a session again") { id };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await SessionsVerb.StoreOf(context).UnarchiveAsync(IdOf(parsed, id), cancellationToken);
            return Say(context, $"Session {parsed.GetValue(id)} is in the list again.");
        });
        return command;
    }

    public static Command Fork(VerbContext context, Argument<string> id)
    {
        var before = new Option<int?>("--before") { Description = "fork: copy only what came before this turn, as show numbers them", HelpName = "turn" };
        var command = new Command("fork", "Copy a session into a new one, which goes its own way") { id, before };
        command.SetAction((parsed, cancellationToken) => ForkAsync(context, IdOf(parsed, id), parsed.GetValue(before), cancellationToken));
        return command;
    }

    public static Command Export(VerbContext context, Argument<string> id)
    {
        var format = new Option<string?>("--format") { Description = "export: md for reading, json for a report; json if left out", HelpName = "md|json" };
        var command = new Command("export", "One session as Markdown, or its journal as JSON lines; secrets masked") { id, format };
        command.SetAction((parsed, cancellationToken) => ExportAsync(context, IdOf(parsed, id), parsed.GetValue(format) ?? "json", cancellationToken));
        return command;
    }

    private static SessionId IdOf(ParseResult parsed, Argument<string> id) => new(parsed.GetValue(id)!);

    private static int Say(VerbContext context, string line)
    {
        using var output = new StreamWriter(context.Stdout, leaveOpen: true);
        output.WriteLine(line);
        return (int)ExitCode.Success;
    }

    private static async Task<int> SearchAsync(VerbContext context, string query, string? folder, bool archived, CancellationToken cancellationToken)
    {
        var store = SessionsVerb.StoreOf(context);
        await SessionsVerb.LearnSecretsAsync(context, (await store.ListAsync(folder, cancellationToken)).Select(session => session.WorkingDirectory), cancellationToken);
        await using var output = new StreamWriter(context.Stdout, leaveOpen: true);
        var findings = await store.SearchAsync(query, folder, session => session.IsArchived == archived, MostFound, cancellationToken);
        foreach (var found in findings.Found)
        {
            await output.WriteLineAsync(SessionsVerb.LineOf(found.Session));
            if (found.Snippet is { } snippet)
            {
                await output.WriteLineAsync($"    {TerminalText.Visible(SecretMask.Of(snippet))}");
            }
        }

        if (findings.Found.IsEmpty)
        {
            await output.WriteLineAsync("No session holds all of these words.");
        }

        if (findings.IsPartial)
        {
            await output.WriteLineAsync("There may be more: the search ended at its bound. Use more words, or --cwd.");
        }

        return (int)ExitCode.Success;
    }

    private static async Task<int> ForkAsync(VerbContext context, SessionId id, int? before, CancellationToken cancellationToken)
    {
        var store = SessionsVerb.StoreOf(context);
        var turn = before is { } number ? TurnOf(store, id, number) : (TurnId?)null;
        var copy = await store.ForkAsync(id, turn, cancellationToken) ?? throw new UserFacingException(ExitCode.Usage, $"Session {id} has no such turn. Nothing was copied.");
        return Say(context, $"Session {copy} is a copy of {id}{(before is { } cut ? string.Create(CultureInfo.InvariantCulture, $" up to turn {cut - 1}") : "")}. Go on with: editor-agent run --session {copy} \"...\"");
    }

    /// <summary>Read without opening the session, which may be open elsewhere.</summary>
    private static TurnId TurnOf(SessionStore store, SessionId id, int number)
    {
        var turns = store.ReadTurns(id);
        return number >= 1 && number <= turns.Count
            ? turns[number - 1]
            : throw new UserFacingException(ExitCode.Usage, string.Create(CultureInfo.InvariantCulture, $"Session {id} has {turns.Count} turns; --before takes a number from 1 to that. Nothing was copied."));
    }

    private static async Task<int> ExportAsync(VerbContext context, SessionId id, string format, CancellationToken cancellationToken)
    {
        if (format is not ("md" or "json"))
        {
            throw new UserFacingException(ExitCode.Usage, "--format takes md or json.");
        }

        var store = SessionsVerb.StoreOf(context);
        await SessionsVerb.LearnSecretsAsync(context, [store.WorkingDirectoryOf(id)], cancellationToken);
        await using var output = new StreamWriter(context.Stdout, leaveOpen: true);
        if (format == "md")
        {
            await output.WriteAsync(store.Describe(id).AsMemory(), cancellationToken);
            return (int)ExitCode.Success;
        }

        foreach (var line in store.Export(id))
        {
            await output.WriteLineAsync(line.AsMemory(), cancellationToken);
        }

        return (int)ExitCode.Success;
    }
}
