using System.CommandLine;

namespace EditorAgent.Host.CommandLine.McpConfig;

/// <summary><c>mcp-config</c>: MCP servers, the user's own and the workspace's.</summary>
internal static class McpConfigVerb
{
    public static Command Build(VerbContext context)
    {
        var folder = new Option<string?>("--cwd") { Description = "The workspace; the current folder if left out", HelpName = "folder", Recursive = true };
        var json = new Option<bool>("--json") { Description = "list, audit: write JSON" };
        var list = ListCommand(context, folder, json);
        var command = new Command("mcp-config")
        {
            folder, list, AddCommand(context, folder), EditCommand(context, folder), RemoveCommand(context, folder), EnableCommand(context, folder), DisableCommand(context, folder),
            TrustCommand(context, folder), TestCommand(context, folder), LoginCommand(context, folder), LogoutCommand(context, folder), ImportCommand(context, folder), AuditCommand(context, json), SchemaCommand(context),
        };
        command.SetAction((parsed, cancellationToken) => McpListing.RunAsync(context, new McpDesk(context, parsed.GetValue(folder)), isJson: false, cancellationToken));
        return command;
    }

    private static Argument<string> Name() => new("name") { Description = "Of the server, as list shows it" };

    private static Command ListCommand(VerbContext context, Option<string?> folder, Option<bool> json)
    {
        var list = new Command("list", "Every server, and how it stands; starts nothing") { json };
        list.SetAction((parsed, cancellationToken) => McpListing.RunAsync(context, new McpDesk(context, parsed.GetValue(folder)), parsed.GetValue(json), cancellationToken));
        return list;
    }

    private static Command AddCommand(VerbContext context, Option<string?> folder)
    {
        var options = new EntryOptions();
        var name = Name();
        var add = new Command("add", "Add one: add db -- npx -y some-server, or: add wiki https://...") { name };
        options.AddTo(add);
        add.SetAction((parsed, cancellationToken) => McpEditing.AddAsync(context, new McpDesk(context, parsed.GetValue(folder)), parsed.GetValue(name)!, options.Read(parsed), cancellationToken));
        return add;
    }

    private static Command EditCommand(VerbContext context, Option<string?> folder)
    {
        var options = new EntryOptions();
        var name = Name();
        var input = new Option<string?>("--input") { Description = "edit: give the value of ${input:ID} anew, typed or from stdin", HelpName = "id" };
        var edit = new Command("edit", "Change one, with the options of add") { name, input };
        options.AddTo(edit);
        edit.SetAction((parsed, cancellationToken) => parsed.GetValue(input) is { } id
            ? McpEditing.GiveInputAsync(context, new McpDesk(context, parsed.GetValue(folder)), parsed.GetValue(name)!, id, cancellationToken)
            : McpEditing.EditAsync(context, new McpDesk(context, parsed.GetValue(folder)), parsed.GetValue(name)!, options.Read(parsed), cancellationToken));
        return edit;
    }

    private static Command RemoveCommand(VerbContext context, Option<string?> folder)
    {
        var name = Name();
        var remove = new Command("remove", "Remove one, with its approval, its login and its secrets") { name };
        remove.SetAction((parsed, cancellationToken) => McpEditing.RemoveAsync(context, new McpDesk(context, parsed.GetValue(folder)), parsed.GetValue(name)!, cancellationToken));
        return remove;
    }

    private static Command EnableCommand(VerbContext context, Option<string?> folder)
    {
        var name = Name();
        var enable = new Command("enable", "Switch one on") { name };
        enable.SetAction((parsed, cancellationToken) => McpEditing.EnableAsync(context, new McpDesk(context, parsed.GetValue(folder)), parsed.GetValue(name)!, cancellationToken));
        return enable;
    }

    private static Command DisableCommand(VerbContext context, Option<string?> folder)
    {
        var name = Name();
        var disable = new Command("disable", "Switch one off; its entry stays") { name };
        disable.SetAction((parsed, cancellationToken) => McpEditing.DisableAsync(context, new McpDesk(context, parsed.GetValue(folder)), parsed.GetValue(name)!, cancellationToken));
        return disable;
    }

    private static Command TrustCommand(VerbContext context, Option<string?> folder)
    {
        var name = Name();
        var yes = new Option<bool>("--yes") { Description = "trust: agree without being asked; what is agreed to is printed all the same" };
        var hints = new Option<bool>("--hints") { Description = "trust: take its tools' own word for what is read-only" };
        var revoke = new Option<bool>("--revoke") { Description = "trust: take the approval back" };
        var trust = new Command("trust", "Show what would run, or what changed, ask, and approve it") { name, yes, hints, revoke };
        trust.SetAction((parsed, cancellationToken) => McpTrusting.RunAsync(
            context,
            new McpDesk(context, parsed.GetValue(folder)),
            new McpTrusting.Request(parsed.GetValue(name)!, parsed.GetValue(yes), parsed.GetValue(hints), parsed.GetValue(revoke)),
            cancellationToken));
        return trust;
    }

    private static Command TestCommand(VerbContext context, Option<string?> folder)
    {
        var name = Name();
        var test = new Command("test", "Start one, list its tools, measure, and end it") { name };
        test.SetAction((parsed, cancellationToken) => McpTesting.RunAsync(context, new McpDesk(context, parsed.GetValue(folder)), parsed.GetValue(name)!, cancellationToken));
        return test;
    }

    private static Command LoginCommand(VerbContext context, Option<string?> folder)
    {
        var name = Name();
        var login = new Command("login", "Log in with the browser") { name };
        login.SetAction((parsed, cancellationToken) => McpLogins.LoginAsync(context, new McpDesk(context, parsed.GetValue(folder)), parsed.GetValue(name)!, cancellationToken));
        return login;
    }

    private static Command LogoutCommand(VerbContext context, Option<string?> folder)
    {
        var name = Name();
        var logout = new Command("logout", "Withdraw and delete what the login gave") { name };
        logout.SetAction((parsed, cancellationToken) => McpLogins.LogoutAsync(context, new McpDesk(context, parsed.GetValue(folder)), parsed.GetValue(name)!, cancellationToken));
        return logout;
    }

    private static Command ImportCommand(VerbContext context, Option<string?> folder)
    {
        var source = new Argument<string>("program") { Description = "kimi, claude, vscode or cursor" };
        source.CompletionSources.Add("kimi", "claude", "vscode", "cursor");
        var names = new Argument<string[]>("names") { Description = "Which servers; without any, all that can be taken over are shown", Arity = ArgumentArity.ZeroOrMore };
        var all = new Option<bool>("--all") { Description = "import: take over all that can be" };
        var workspace = new Option<bool>("--workspace") { Description = "add, import: into the workspace's file instead of your own" };
        var import = new Command("import", "Take over servers of another program; without names only shows them") { source, names, all, workspace };
        import.SetAction((parsed, cancellationToken) => McpImporting.RunAsync(
            context,
            new McpDesk(context, parsed.GetValue(folder)),
            new McpImporting.Request(parsed.GetValue(source)!, parsed.GetValue(names) ?? [], parsed.GetValue(all), parsed.GetValue(workspace)),
            cancellationToken));
        return import;
    }

    private static Command AuditCommand(VerbContext context, Option<bool> json)
    {
        var action = new Argument<string?>("action") { Description = "verify: is every record as it was written; export: all as JSON lines", Arity = ArgumentArity.ZeroOrOne };
        action.CompletionSources.Add("verify", "export");
        var server = new Option<string?>("--server") { Description = "audit: only this server's calls", HelpName = "name" };
        var since = new Option<string?>("--since") { Description = "audit: a date (2026-11-21) or an age (2h, 3d)", HelpName = "when" };
        var audit = new Command("audit", "The record of every call: what, who allowed it, what came of it") { action, server, since, json };
        audit.SetAction((parsed, cancellationToken) => McpAuditing.RunAsync(
            context,
            new McpAuditing.Request(parsed.GetValue(action), parsed.GetValue(server), parsed.GetValue(since), parsed.GetValue(json)),
            cancellationToken));
        return audit;
    }

    private static Command SchemaCommand(VerbContext context)
    {
        var write = new Option<bool>("--write") { Description = "schema: put it beside your own mcp.json, and its name into it" };
        var schema = new Command("schema", "Where the schema of mcp.json is, so that an editor completes and checks it") { write };
        schema.SetAction((parsed, cancellationToken) => parsed.GetValue(write) ? McpSchema.WriteAsync(context, cancellationToken) : McpSchema.NameAsync(context, cancellationToken));
        return schema;
    }
}
