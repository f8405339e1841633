using System.Collections.Immutable;
using EditorAgent.Core.Agent;
using EditorAgent.Core.Models;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Tools;
using EditorAgent.Host.CommandLine;
using EditorAgent.Host.Composition;

namespace EditorAgent.Host.Headless;

/// <summary>The door without an editor: one turn, its answer on stdout, everything else on stderr.</summary>
internal static class HeadlessRun
{
    /// <returns>The process's <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(VerbContext context, HeadlessRequest request)
    {
        var prompt = PromptOf(request.Prompt);
        var folder = FolderOf(request.Folder);
        using var interrupt = new InterruptSignal();
        var composition = new AgentComposition(context.Home, context.Environment, TimeProvider.System, LogFile.In(context.Home));
        return request.Json
            ? await RunAsJsonAsync(context, composition, request, folder, prompt, interrupt.Token)
            : await RunAsTextAsync(context, composition, request, folder, prompt, interrupt.Token);
    }

    private static async Task<int> RunAsTextAsync(
        VerbContext context, AgentComposition composition, HeadlessRequest request, string folder, string prompt, CancellationToken cancellationToken)
    {
        await using var answer = new StreamWriter(context.Stdout, leaveOpen: true);
        await using var transcript = new Transcript(answer, Console.Error);
        IPermissionPrompt ask = request.Yes ? new ApproveAll() : CanAsk() ? new TerminalPrompt(transcript, Console.In) : new UnattendedPrompt();
        await using var agent = await OpenAsync(composition, request, folder, ask, cancellationToken);
        if (await agent.Commands.AnswerAsync(prompt, cancellationToken) is { } said)
        {
            await answer.WriteLineAsync(TerminalText.Visible(said));
            return (int)ExitCode.Success;
        }

        using var subscription = agent.Session.Subscribe(transcript.Receive);
        var outcome = await agent.RunTurnAsync(await agent.ExpandAsync(Text(prompt), cancellationToken), cancellationToken);
        await transcript.DrainAsync(CancellationToken.None);
        if (OutcomeReport.LineFor(outcome, agent.Session.Id) is { } line)
        {
            await Console.Error.WriteLineAsync($"editor-agent: {line}");
        }

        return (int)OutcomeReport.ExitCodeOf(outcome);
    }

    private static async Task<int> RunAsJsonAsync(
        VerbContext context, AgentComposition composition, HeadlessRequest request, string folder, string prompt, CancellationToken cancellationToken)
    {
        await using var lines = new JsonLines(context.Stdout);
        IPermissionPrompt ask = request.Yes ? new ApproveAll() : new UnattendedPrompt();
        await using var agent = await OpenAsync(composition, request, folder, ask, cancellationToken);
        lines.Begin(agent.Session.Id, folder);
        using var subscription = agent.Session.Subscribe(lines.Receive);
        var outcome = await agent.RunTurnAsync(await agent.ExpandAsync(Text(prompt), cancellationToken), cancellationToken);
        var code = (int)OutcomeReport.ExitCodeOf(outcome);
        await lines.CompleteAsync(agent.Session.Id, outcome, code);
        return code;
    }

    private static Task<AgentSession> OpenAsync(
        AgentComposition composition, HeadlessRequest request, string folder, IPermissionPrompt ask, CancellationToken cancellationToken)
    {
        var wanted = new SessionRequest { WorkingDirectory = folder, Prompt = ask, ModelAlias = request.Model, IsTrusted = request.Trust };
        return request.Session is { } id
            ? composition.OpenSessionAsync(new SessionId(id), wanted, cancellationToken)
            : composition.CreateSessionAsync(wanted, cancellationToken);
    }

    private static string PromptOf(string? given)
    {
        if (given is null && !Console.IsInputRedirected)
        {
            throw new UserFacingException(ExitCode.Usage, "There is no prompt. Write it behind run in quotes, or pipe it in.");
        }

        var prompt = given is null or "-" ? Console.In.ReadToEnd() : given;
        return string.IsNullOrWhiteSpace(prompt)
            ? throw new UserFacingException(ExitCode.Usage, "The prompt is empty. Say what to do, for example: editor-agent run \"explain src/Program.cs\"")
            : prompt;
    }

    private static string FolderOf(string? given)
    {
        var folder = Path.GetFullPath(given ?? Directory.GetCurrentDirectory());
        return Directory.Exists(folder)
            ? folder
            : throw new UserFacingException(ExitCode.Workspace, $"There is no folder {folder}. Nothing was changed; name an existing one with --cwd.");
    }

    private static bool CanAsk() => !Console.IsInputRedirected && !Console.IsErrorRedirected;

    private static ImmutableArray<ContentPart> Text(string prompt) => [new ContentPart.Text(prompt)];
}
