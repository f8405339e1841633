using System.CommandLine;
using EditorAgent.Core.Permissions;
using EditorAgent.Host.Headless;

namespace EditorAgent.Host.CommandLine;

/// <summary><c>run</c>: one prompt in, the answer out.</summary>
internal static class RunVerb
{
    public static Command Build(VerbContext context)
    {
        var prompt = new Argument<string>("prompt") { Description = "What to do; - reads it from stdin. @path, @path:10-40, @symbol:Name, @diff and @problems attach what they name", Arity = ArgumentArity.ZeroOrOne };
        var folder = new Option<string?>("--cwd") { Description = "The workspace; the current folder if left out", HelpName = "folder" };
        var model = new Option<string?>("--model") { Description = "Alias of a configured model", HelpName = "alias" };
        var session = new Option<string?>("--session") { Description = "Go on with this session", HelpName = "id" };
        var goOn = new Option<bool>("--continue") { Description = "Go on with the newest session of this folder" };
        var mode = new Option<string?>("--mode") { Description = "plan, ask, accept-edits or yolo", HelpName = "mode" };
        mode.CompletionSources.Add("plan", "ask", "accept-edits", "yolo");
        var yes = new Option<bool>("--yes") { Description = "Approve what would be asked; deny rules still hold" };
        var trust = new Option<bool>("--trust") { Description = "Trust the workspace for this run: its code and configuration may run" };
        var json = new Option<bool>("--json") { Description = "Write events as JSON, one object a line" };
        var schema = new Option<string?>("--output-schema") { Description = "JSON Schema of the final answer; stdout then holds only that JSON", HelpName = "file" };
        var steps = new Option<int?>("--max-steps") { Description = "Model requests in one turn, 1 to 1000", HelpName = "n" };
        var tokens = new Option<long?>("--max-tokens-total") { Description = "Stop when this many tokens are used, sent and received", HelpName = "n" };
        var cost = new Option<decimal?>("--max-cost") { Description = "Stop when this much is spent, by the prices in config.toml", HelpName = "amount" };
        var timeout = new Option<string?>("--timeout") { Description = "Stop after 90s, 15m, 2h; 60m if left out, 0 never", HelpName = "time" };
        var command = new Command("run") { prompt, folder, model, session, goOn, mode, yes, trust, json, schema, steps, tokens, cost, timeout };
        command.SetAction((parsed, _) => HeadlessRun.RunAsync(
            context,
            Checked(
                new HeadlessRequest
                {
                    Prompt = parsed.GetValue(prompt),
                    Folder = parsed.GetValue(folder),
                    Model = parsed.GetValue(model),
                    Session = parsed.GetValue(session),
                    Continue = parsed.GetValue(goOn),
                    Yes = parsed.GetValue(yes),
                    Trust = parsed.GetValue(trust),
                    Json = parsed.GetValue(json),
                    OutputSchema = parsed.GetValue(schema),
                    MaxSteps = parsed.GetValue(steps),
                    MaxTokens = parsed.GetValue(tokens),
                    MaxCost = parsed.GetValue(cost),
                },
                parsed.GetValue(mode),
                parsed.GetValue(timeout))));
        return command;
    }

    private static HeadlessRequest Checked(HeadlessRequest request, string? mode, string? timeout)
    {
        var isDuration = RunDuration.TryParse(timeout, out var time);
        var wrong = request switch
        {
            { Continue: true, Session: not null } => "--continue and --session exclude each other: one names the newest session, the other one by its id.",
            { MaxSteps: < 1 or > 1000 } => "--max-steps takes a whole number from 1 to 1000.",
            { MaxTokens: < 1 } => "--max-tokens-total takes a whole number from 1.",
            { MaxCost: <= 0 } => "--max-cost takes an amount above 0.",
            _ when mode is not null && PermissionModeName.Parse(mode) is null => "--mode takes plan, ask, accept-edits or yolo.",
            _ when !isDuration => "--timeout takes a time such as 90s, 15m or 2h (7 days at most), or 0 for none.",
            _ => null,
        };
        return wrong is null
            ? request with { Mode = PermissionModeName.Parse(mode), Timeout = time }
            : throw new UserFacingException(ExitCode.Usage, $"{wrong} Nothing was started.");
    }
}
