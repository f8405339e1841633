using System.Diagnostics;
using EditorAgent.Core.Agent;
using EditorAgent.Core.Models;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Tools;
using EditorAgent.Host.CommandLine;
using EditorAgent.Host.Composition;
using EditorAgent.Host.Headless;

namespace EditorAgent.Host.Demo;

/// <summary>Lets the agent fix a real bug and add tests in a copy of a small solution, and judges it by the tests that really ran.</summary>
internal static class DemoRun
{
    private const string Job = "Find and fix the null reference in InvoiceFormatter, then add tests.";

    public static async Task<ExitCode> RunAsync(VerbContext context, bool yes, string? alias)
    {
        using var interrupt = new InterruptSignal();
        var composition = new AgentComposition(context.Home, context.Environment, TimeProvider.System, LogFile.In(context.Home));
        var model = await DemoModel.ChooseAsync(composition, alias, interrupt.Token);
        var folder = DemoWorkspace.Create();

        await using var output = new StreamWriter(context.Stdout, leaveOpen: true);
        await output.WriteLineAsync(model.Introduction);
        await output.WriteLineAsync($"Workspace: {folder}");
        await output.WriteLineAsync($"Job: {Job}");
        var ask = !yes && !Console.IsInputRedirected;
        await output.WriteLineAsync(ask ? "You will be asked before anything is changed or run." : "Nobody is asked: everything is approved.");
        await output.WriteLineAsync();
        await output.FlushAsync();

        await using var transcript = new Transcript(output, output);
        IPermissionPrompt prompt = ask ? new TerminalPrompt(transcript, Console.In) : new ApproveAll();
        var request = new SessionRequest { WorkingDirectory = folder, Prompt = prompt, Model = model.Model, IsTrusted = true };
        await using var agent = await composition.CreateSessionAsync(request, interrupt.Token);
        var tally = new DemoTally();
        using var counting = agent.Session.Subscribe(tally.Receive);
        using var writing = agent.Session.Subscribe(transcript.Receive);
        var watch = Stopwatch.StartNew();
        var outcome = await agent.RunTurnAsync([new ContentPart.Text(Job)], interrupt.Token);
        await transcript.DrainAsync(CancellationToken.None);
        tally.Write(output, outcome, watch.Elapsed, agent.Session.Id, folder);
        return Judge(outcome, tally);
    }

    private static ExitCode Judge(TurnOutcome outcome, DemoTally tally)
    {
        if (outcome.Reason != StopReason.EndTurn)
        {
            return OutcomeReport.ExitCodeOf(outcome);
        }

        return tally.IsGreen ? ExitCode.Success : outcome.DeniedCalls > 0 ? ExitCode.Denied : ExitCode.Failed;
    }
}
