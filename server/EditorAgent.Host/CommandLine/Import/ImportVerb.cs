using System.Collections.Immutable;
using System.CommandLine;
using EditorAgent.Core.Agent.Importing;
using EditorAgent.Core.Configuration;
using EditorAgent.Host.CommandLine.McpConfig;
using EditorAgent.Host.Headless;

namespace EditorAgent.Host.CommandLine.Import;

/// <summary><c>import</c>: takes over what another agent was set up with, and says of each thing whether and why.</summary>
internal static class ImportVerb
{
    private static readonly ImmutableArray<(string Name, string Title, ImportProgram Program)> Programs =
    [
        ("kimi", "Kimi Code", ImportProgram.KimiCode),
        ("claude", "Claude Code", ImportProgram.Claude),
        ("vscode", "VS Code", ImportProgram.VisualStudioCode),
        ("cursor", "Cursor", ImportProgram.Cursor),
        ("codex", "Codex", ImportProgram.Codex),
    ];

    public static Command Build(VerbContext context)
    {
        var from = new Option<string>("--from") { Description = "kimi, claude, vscode, cursor, codex or all", HelpName = "program", DefaultValueFactory = _ => "all" };
        from.CompletionSources.Add([.. Programs.Select(program => program.Name), "all"]);
        var scope = new Option<string>("--scope") { Description = "user: what programs keep in your home directory, into ~/.editoragent; workspace: what they keep in the folder, into its .editoragent", HelpName = "user|workspace", DefaultValueFactory = _ => "user" };
        var dry = new Option<bool>("--dry-run") { Description = "only say what would be done" };
        var yes = new Option<bool>("--yes") { Description = "write without being asked; the list is printed all the same" };
        var folder = new Option<string?>("--cwd") { Description = "The workspace; the current folder if left out", HelpName = "folder" };
        var command = new Command("import") { from, scope, dry, yes, folder };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            context,
            parsed.GetValue(folder),
            new Request(ProgramsOf(parsed.GetValue(from)!), IsForWorkspace(parsed.GetValue(scope)!), parsed.GetValue(dry), parsed.GetValue(yes)),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(VerbContext context, string? folder, Request request, CancellationToken cancellationToken)
    {
        var desk = new McpDesk(context, folder);
        var places = SetupPlaces.Of(desk.Root, context.Environment);
        var target = request.IsForWorkspace ? ImportTarget.OfWorkspace(desk.Root) : ImportTarget.OfUser(context.Home);
        await using var output = new StreamWriter(context.Stdout, leaveOpen: true);
        var items = ImmutableArray.CreateBuilder<ImportItem>();
        var servers = ImmutableArray.CreateBuilder<FoundServer>();
        foreach (var (name, title, program) in request.Programs)
        {
            ImmutableArray<ImportItem> found = [.. new SetupImport(places, target).Read(program).Select(item => Unless(items, item))];
            var theirs = ImportedServers.Find(desk, places, program, request.IsForWorkspace, servers);
            items.AddRange(found);
            servers.AddRange(theirs);
            await WriteAsync(output, title, name, found, theirs);
        }

        var lost = items.Count(item => item.Standing == ImportStanding.NotTaken && (item.What.StartsWith("rule deny ", StringComparison.Ordinal) || item.What.StartsWith("rule ask ", StringComparison.Ordinal)));
        if (lost > 0)
        {
            await output.WriteLineAsync($"Look at the {lost} rules that deny or ask and were not taken: what they hold back there, nothing holds back here until you write them into config.toml.");
        }

        var count = items.Count(item => item.Change is not null) + servers.Count(server => server.IsTaken);
        if (count == 0)
        {
            await output.WriteLineAsync($"There is nothing to take over here. Nothing was written.{Elsewhere(request)}");
            return (int)ExitCode.Success;
        }

        await output.FlushAsync(cancellationToken);
        if (request.IsDry || !(request.Yes || Terminal.Agrees($"Write what is marked with + ({count})?")))
        {
            await output.WriteLineAsync($"Nothing was written. To write what is marked with +, say: editor-agent import --from {request.From} --scope {(request.IsForWorkspace ? "workspace" : "user")} --yes{Elsewhere(request)}");
            return (int)(request.IsDry ? ExitCode.Success : ExitCode.Denied);
        }

        foreach (var line in Written(target, items))
        {
            await output.WriteLineAsync(TerminalText.Visible(line));
        }

        var refused = 0;
        foreach (var server in servers.Where(server => server.IsTaken))
        {
            refused += await ImportedServers.WriteAsync(output, desk, request.IsForWorkspace, server, cancellationToken) ? 0 : 1;
        }

        return (int)(refused == 0 ? ExitCode.Success : ExitCode.Failed);
    }

    /// <summary>Of two programs' things with one place the first is taken.</summary>
    private static ImportItem Unless(IEnumerable<ImportItem> earlier, ImportItem item)
    {
        var place = PlaceOf(item.Change);
        return place is null || earlier.All(known => PlaceOf(known.Change) != place) ? item
            : item with { Standing = ImportStanding.NotTaken, Change = null, Note = $"another program's is taken: {place}" };
    }

    private static string? PlaceOf(ImportChange? change) => change switch
    {
        ImportChange.File file => file.Path,
        ImportChange.Folder folder => folder.Path,
        ImportChange.Setting setting => setting.Key,
        ImportChange.Table table => string.Join('.', table.Path.Append(table.Path is ["loop"] or [_, _, "headers"] ? table.Values[0].Key : "")),
        _ => null,
    };

    private static ImmutableArray<string> Written(ImportTarget target, IEnumerable<ImportItem> items)
    {
        try
        {
            return new ImportWriter(target).Write(items);
        }
        catch (ConfigurationException unfit)
        {
            throw new UserFacingException(ExitCode.Configuration, unfit.Message);
        }
    }

    private static async Task WriteAsync(StreamWriter output, string title, string name, ImmutableArray<ImportItem> items, ImmutableArray<FoundServer> servers)
    {
        if (items.IsEmpty && servers.IsEmpty)
        {
            return;
        }

        await output.WriteLineAsync($"{title} (--from {name})");
        foreach (var file in items.GroupBy(item => item.Source))
        {
            await output.WriteLineAsync($"  {TerminalText.Visible(file.Key)}");
            foreach (var item in file)
            {
                var mark = item.Standing switch { ImportStanding.Taken => "+", ImportStanding.InUse => "=", _ => "-" };
                var verb = item.Standing switch { ImportStanding.Taken => "taken:", ImportStanding.InUse => "in use:", _ => "not taken:" };
                await output.WriteLineAsync($"    {mark} {TerminalText.Visible(item.What)}  {verb} {TerminalText.Visible(item.Note)}");
            }
        }

        foreach (var server in servers)
        {
            await output.WriteLineAsync($"    {(server.IsTaken ? "+" : "-")} {TerminalText.Visible(server.Line)}");
        }
    }

    private static string Elsewhere(Request request) => request.IsForWorkspace ? "" : " What programs keep in this folder is taken over with --scope workspace.";

    private static ImmutableArray<(string Name, string Title, ImportProgram Program)> ProgramsOf(string name) => name.ToLowerInvariant() switch
    {
        "all" => Programs,
        "kimi-code" => [Programs[0]],
        "claude-code" => [Programs[1]],
        var one when Programs.FirstOrDefault(program => program.Name == one) is { Name: not null } found => [found],
        _ => throw new UserFacingException(ExitCode.Usage, $"Set-ups can be taken over from {string.Join(", ", Programs.Select(program => program.Name))} and all. Nothing was changed."),
    };

    private static bool IsForWorkspace(string scope) => scope switch
    {
        "user" => false,
        "workspace" => true,
        _ => throw new UserFacingException(ExitCode.Usage, "The scope is user or workspace. Nothing was changed."),
    };

    private sealed record Request(ImmutableArray<(string Name, string Title, ImportProgram Program)> Programs, bool IsForWorkspace, bool IsDry, bool Yes)
    {
        public string From => this.Programs is [var only] ? only.Name : "all";
    }
}
