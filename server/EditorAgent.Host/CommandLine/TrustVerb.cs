using System.CommandLine;
using System.Globalization;
using EditorAgent.Core.Trust;
using EditorAgent.Core.Workspaces;
using EditorAgent.Host.Headless;

namespace EditorAgent.Host.CommandLine;

/// <summary><c>trust</c>: whether code of a workspace may run. Only the user says so, here or in a client; nothing in the workspace can.</summary>
internal static class TrustVerb
{
    public static Command Build(VerbContext context)
    {
        var folder = new Option<string?>("--cwd") { Description = "The workspace; the current folder if left out", HelpName = "folder", Recursive = true };
        var yes = new Option<bool>("--yes") { Description = "grant without being asked; the list of what would run is printed all the same" };
        var status = new Command("status", "Whether it is trusted, and what would run");
        status.SetAction((parsed, cancellationToken) => StatusAsync(context, parsed.GetValue(folder), cancellationToken));
        var grant = new Command("grant", "Show what would run, ask, and trust it until it changes") { yes };
        grant.SetAction((parsed, cancellationToken) => GrantAsync(context, parsed.GetValue(folder), parsed.GetValue(yes), cancellationToken));
        var revoke = new Command("revoke", "Take trust back; running sessions notice at their next call");
        revoke.SetAction((parsed, cancellationToken) => RevokeAsync(context, parsed.GetValue(folder), cancellationToken));
        var list = new Command("list", "Every workspace that is trusted");
        list.SetAction((_, _) => ListAsync(context));
        var command = new Command("trust") { folder, status, grant, revoke, list };
        command.SetAction((parsed, cancellationToken) => StatusAsync(context, parsed.GetValue(folder), cancellationToken));
        return command;
    }

    /// <summary>For <c>doctor</c>: one line.</summary>
    public static async Task<string> LineForAsync(VerbContext context, string folder, CancellationToken cancellationToken)
    {
        var root = RootOf(folder);
        var status = await StoreOf(context).StatusAsync(root, cancellationToken);
        return status switch
        {
            { State: TrustState.Trusted } => "this folder is trusted: its code and configuration may run",
            { State: TrustState.Changed } => "what would run in this folder has changed since you trusted it; you will be asked again (editor-agent trust status)",
            { Notice: { } notice } => TerminalText.Visible(notice),
            { Fingerprint.Gap: { } gap } => $"this folder cannot be trusted: {TerminalText.Visible(gap)}",
            _ => "this folder is not trusted: nothing of it runs until you agree (editor-agent trust grant)",
        };
    }

    private static async Task<int> StatusAsync(VerbContext context, string? folder, CancellationToken cancellationToken)
    {
        await using var output = new StreamWriter(context.Stdout, leaveOpen: true);
        var root = RootOf(folder);
        var status = await StoreOf(context).StatusAsync(root, cancellationToken);
        await output.WriteLineAsync($"{NameOf(status.State)}: {TerminalText.Visible(root)}");
        if (status.State != TrustState.Trusted)
        {
            TrustText.Write(output, TrustQuestions.For(root, status));
            await output.WriteLineAsync(status.Fingerprint.Gap is { } gap ? $"It cannot be trusted: {TerminalText.Visible(gap)}" : "Trust it with: editor-agent trust grant");
        }

        return (int)ExitCode.Success;
    }

    private static async Task<int> GrantAsync(VerbContext context, string? folder, bool yes, CancellationToken cancellationToken)
    {
        await using var output = new StreamWriter(context.Stdout, leaveOpen: true);
        var root = RootOf(folder);
        var store = StoreOf(context);
        var status = await store.StatusAsync(root, cancellationToken);
        if (status.State == TrustState.Trusted)
        {
            await output.WriteLineAsync($"{TerminalText.Visible(root)} is trusted already.");
            return (int)ExitCode.Success;
        }

        if (status.Fingerprint.Gap is { } gap)
        {
            throw new UserFacingException(ExitCode.Workspace, $"{root} cannot be trusted: {gap} Nothing was changed.");
        }

        TrustText.Write(output, TrustQuestions.For(root, status));
        await output.FlushAsync(cancellationToken);
        if (!yes && !IsAgreed())
        {
            throw new UserFacingException(ExitCode.Denied, "It stays untrusted; nothing was changed. Answer y at a terminal, or pass --yes.");
        }

        try
        {
            await store.GrantAsync(root, status.Fingerprint, cancellationToken);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            throw new UserFacingException(ExitCode.Failed, $"Trust could not be written down: {unwritable.Message} It stays untrusted.");
        }

        await output.WriteLineAsync($"{TerminalText.Visible(root)} is trusted until what would run in it changes.");
        return (int)ExitCode.Success;
    }

    private static async Task<int> RevokeAsync(VerbContext context, string? folder, CancellationToken cancellationToken)
    {
        await using var output = new StreamWriter(context.Stdout, leaveOpen: true);
        var root = RootOf(folder);
        var was = await StoreOf(context).RevokeAsync(root, cancellationToken);
        await output.WriteLineAsync(was ? $"{TerminalText.Visible(root)} is no longer trusted." : $"{TerminalText.Visible(root)} was not trusted.");
        return (int)ExitCode.Success;
    }

    private static async Task<int> ListAsync(VerbContext context)
    {
        await using var output = new StreamWriter(context.Stdout, leaveOpen: true);
        var records = StoreOf(context).List();
        foreach (var record in records)
        {
            var when = record.GrantedAt.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
            await output.WriteLineAsync($"{when}  {TerminalText.Visible(record.Root)}  ({record.Files.Length} files decide what runs)");
        }

        if (records.IsEmpty)
        {
            await output.WriteLineAsync("No workspace is trusted.");
        }

        return (int)ExitCode.Success;
    }

    private static bool IsAgreed()
    {
        if (Console.IsInputRedirected)
        {
            return false;
        }

        Console.Error.Write("  Trust it? [y] yes  [n] no > ");
        return Console.In.ReadLine()?.Trim().ToLowerInvariant() is "y" or "yes";
    }

    private static string NameOf(TrustState state) => state switch
    {
        TrustState.Trusted => "trusted",
        TrustState.Changed => "changed since you trusted it",
        _ => "not trusted",
    };

    private static TrustStore StoreOf(VerbContext context) => new(context.Home.TrustDirectory, TimeProvider.System);

    private static string RootOf(string? folder)
    {
        var path = Path.GetFullPath(folder ?? Directory.GetCurrentDirectory());
        return Directory.Exists(path)
            ? new Workspace(path, [], []).RealRoot
            : throw new UserFacingException(ExitCode.Workspace, $"There is no folder {path}. Nothing was changed; name an existing one with --cwd.");
    }
}
