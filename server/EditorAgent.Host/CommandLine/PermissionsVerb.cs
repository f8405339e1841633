using System.CommandLine;

namespace EditorAgent.Host.CommandLine;

/// <summary><c>permissions</c>: what the rules say and what was granted.</summary>
internal static class PermissionsVerb
{
    public static Command Build(VerbContext context) => new("permissions") { ExplainCommand(context), ListCommand(context), RevokeCommand(context) };

    private static Command ListCommand(VerbContext context)
    {
        var folder = new Option<string?>("--cwd") { Description = "The workspace; the current folder if left out", HelpName = "folder" };
        var list = new Command("list", "What is allowed here without asking, and the rules in force with their places") { folder };
        list.SetAction((parsed, cancellationToken) => PermissionsStored.ListAsync(context, parsed.GetValue(folder), cancellationToken));
        return list;
    }

    private static Command RevokeCommand(VerbContext context)
    {
        var id = new Argument<string>("id") { Description = "A stored permission's id, as list shows it" };
        var folder = new Option<string?>("--cwd") { Description = "The workspace; the current folder if left out", HelpName = "folder" };
        var revoke = new Command("revoke", "Take back what was allowed for good") { id, folder };
        revoke.SetAction((parsed, cancellationToken) => PermissionsStored.RevokeAsync(context, parsed.GetValue(id)!, parsed.GetValue(folder), cancellationToken));
        return revoke;
    }

    private static Command ExplainCommand(VerbContext context)
    {
        var tool = new Argument<string>("tool") { Description = "A tool's name: shell, edit, read, mcp__github__list" };
        var call = new Argument<string[]>("call") { Description = "The command, path or address; or the arguments as a JSON object", Arity = ArgumentArity.ZeroOrMore };
        var folder = new Option<string?>("--cwd") { Description = "The workspace; the current folder if left out", HelpName = "folder" };
        var mode = new Option<string?>("--mode") { Description = "plan, ask, accept-edits or yolo; the configured one if left out", HelpName = "mode" };
        mode.CompletionSources.Add("plan", "ask", "accept-edits", "yolo");
        var json = new Option<bool>("--json") { Description = "Write one JSON object" };
        var explain = new Command("explain", "Say what would happen to a call, which rule decides and why") { tool, call, folder, mode, json };
        explain.SetAction((parsed, cancellationToken) => PermissionsExplain.RunAsync(
            context,
            new PermissionsExplain.Request(
                parsed.GetValue(tool)!,
                parsed.GetValue(call) is { Length: > 0 } words ? string.Join(' ', words) : null,
                parsed.GetValue(folder),
                parsed.GetValue(mode),
                parsed.GetValue(json)),
            cancellationToken));
        return explain;
    }
}
