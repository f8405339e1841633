using System.CommandLine;
using EditorAgent.Host.Headless;

namespace EditorAgent.Host.CommandLine;

/// <summary><c>run</c>: one prompt in, the answer out.</summary>
internal static class RunVerb
{
    public static Command Build(VerbContext context)
    {
        var prompt = new Argument<string>("prompt") { Description = "What to do; - reads it from stdin", Arity = ArgumentArity.ZeroOrOne };
        var folder = new Option<string?>("--cwd") { Description = "The workspace; the current folder if left out", HelpName = "folder" };
        var model = new Option<string?>("--model") { Description = "Alias of a configured model", HelpName = "alias" };
        var session = new Option<string?>("--session") { Description = "Go on with this session", HelpName = "id" };
        var yes = new Option<bool>("--yes") { Description = "Approve what would be asked; deny rules still hold" };
        var trust = new Option<bool>("--trust") { Description = "Trust the workspace for this run: its code and configuration may run" };
        var json = new Option<bool>("--json") { Description = "Write events as JSON, one object a line" };
        var command = new Command("run") { prompt, folder, model, session, yes, trust, json };
        command.SetAction((parsed, _) => HeadlessRun.RunAsync(
            context,
            new HeadlessRequest(
                parsed.GetValue(prompt),
                parsed.GetValue(folder),
                parsed.GetValue(model),
                parsed.GetValue(session),
                parsed.GetValue(yes),
                parsed.GetValue(trust),
                parsed.GetValue(json))));
        return command;
    }
}
