using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Core.Agent;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using EditorAgent.Core.Sessions;
using EditorAgent.Host.CommandLine;
using EditorAgent.Host.Composition;

namespace EditorAgent.Host.Headless;

/// <summary>The door without an editor: one job, its answer on stdout, everything else on stderr.</summary>
internal static class HeadlessRun
{
    /// <returns>The process's <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(VerbContext context, HeadlessRequest request)
    {
        using var interrupt = new InterruptSignal();
        using var timer = request.Timeout is { } time ? new CancellationTokenSource(time, TimeProvider.System) : new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(interrupt.Token, timer.Token);
        var prompt = await PromptAsync(context, request, timer.Token, either.Token);
        var isCommand = CommandRun.Is(prompt, request);
        var folder = FolderOf(request.Folder);
        var contract = request.OutputSchema is { } schema ? OutputContract.Read(Path.GetFullPath(schema)) : null;
        var composition = new AgentComposition(context.Home, context.Environment, TimeProvider.System, LogFile.In(context.Home));
        await using IRunReport report = request.Json ? new JsonLines(context.Stdout) : new TextReport(context.Stdout, onlyOutput: contract is not null);
        if (isCommand)
        {
            return await AnswerAsync(composition, request, folder, report, prompt, either.Token, timer.Token);
        }

        await using var agent = await OpenAsync(composition, request, folder, report, either.Token);
        report.Begin(agent.Session.Id, folder);
        using var subscription = agent.Session.Subscribe(report.Receive);
        var (outcome, output, broken) = await WorkAsync(agent, prompt, contract, either.Token);
        var isLate = outcome.Reason == StopReason.Cancelled && timer.IsCancellationRequested && !interrupt.Token.IsCancellationRequested;
        var end = EndOf(agent.Session.Id, outcome, output, broken, isLate ? request.Timeout : null);
        await report.CompleteAsync(end with { Cost = TurnCost.Of(composition, folder, agent) });
        return (int)end.Code;
    }

    private static async Task<string> PromptAsync(VerbContext context, HeadlessRequest request, CancellationToken late, CancellationToken cancellationToken)
    {
        try
        {
            return await TypedPrompt.ReadAsync(request, context.Stdin, cancellationToken);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            throw new UserFacingException(ExitCode.TimedOut, $"Stopped after {request.Timeout!.Value.TotalSeconds:0.###} s, the time for this run: stdin did not end, so there was no prompt. Nothing was started.");
        }
    }

    /// <summary>What needs no model is no work to go on with: a session that was made for it goes with it.</summary>
    private static async Task<int> AnswerAsync(AgentComposition composition, HeadlessRequest request, string folder, IRunReport report, string prompt, CancellationToken cancellationToken, CancellationToken late)
    {
        RunEnd end;
        await using (var agent = await OpenAsync(composition, request, folder, report, cancellationToken))
        {
            var (outcome, code, said) = await CommandRun.CarryOutAsync(agent, prompt, cancellationToken);
            var shown = TerminalText.Visible(said);
            end = new RunEnd(agent.Session.Id, outcome, outcome.Reason == StopReason.Cancelled && late.IsCancellationRequested ? ExitCode.TimedOut : code, null, request.Json ? $"\"{JsonEncodedText.Encode(shown)}\"" : shown);
        }

        if (!request.Continue && request.Session is null)
        {
            await composition.Store.DeleteAsync(end.Session, CancellationToken.None);
        }

        report.Begin(end.Session, folder);
        await report.CompleteAsync(end);
        return (int)end.Code;
    }

    /// <summary>The turn; and where its answer has not the form that is wanted, the turns that ask for it again.</summary>
    private static async Task<(TurnOutcome Outcome, string? Output, string? Broken)> WorkAsync(AgentSession agent, string prompt, OutputContract? contract, CancellationToken cancellationToken)
    {
        if (await SaidAsync(agent, prompt, cancellationToken) is not { } said)
        {
            return (new TurnOutcome(StopReason.Cancelled, null, null, 0, 0, default, null, 0), null, null);
        }

        ImmutableArray<ContentPart> demand = contract is null ? [] : [new ContentPart.Text(contract.Demand)];
        var outcome = await agent.RunTurnAsync(await agent.ExpandAsync([.. said, .. demand], cancellationToken), cancellationToken);
        for (var repeats = 0; contract is not null && outcome.Reason == StopReason.EndTurn; repeats++)
        {
            var (output, violation) = contract.Check(agent.Session.State.Conversation.OfType<Message.Assistant>().LastOrDefault()?.Text ?? "");
            if (violation is null)
            {
                return (outcome, output, null);
            }

            if (repeats == OutputContract.MostRepeats)
            {
                return (outcome, null, $"{violation.Path} {violation.Message}");
            }

            outcome = Together(outcome, await agent.RunTurnAsync([new ContentPart.Text(OutputContract.Again(violation))], cancellationToken));
        }

        return (outcome, null, null);
    }

    /// <summary>The prompt, or what a command of an MCP server stands for, with what it attaches.</summary>
    /// <returns>Null when the run is stopped while that is looked up.</returns>
    private static async Task<ImmutableArray<ContentPart>?> SaidAsync(AgentSession agent, string prompt, CancellationToken cancellationToken)
    {
        try
        {
            var command = ServerCommand.MayBe(prompt) ? await ServerCommand.ReadAsync(agent, prompt, cancellationToken) : null;
            var words = command ?? [new ContentPart.Text(prompt)];
            return agent.References is { } references ? [.. words, .. await references.ResolveAsync(prompt, cancellationToken)] : words;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static RunEnd EndOf(SessionId session, TurnOutcome outcome, string? output, string? broken, TimeSpan? late)
    {
        if (late is { } time)
        {
            return new RunEnd(session, outcome, ExitCode.TimedOut, $"Stopped after {time.TotalSeconds:0.###} s, the time for this run. What was done so far is in session {session}: run --continue goes on.", null);
        }

        return broken is null
            ? new RunEnd(session, outcome, OutcomeReport.ExitCodeOf(outcome), OutcomeReport.LineFor(outcome, session), output)
            : new RunEnd(session, outcome, ExitCode.OutputInvalid, $"The answer does not satisfy the schema, also after {OutputContract.MostRepeats} more tries: {broken}. Nothing was printed; the answers are in session {session}.", null);
    }

    private static TurnOutcome Together(TurnOutcome first, TurnOutcome next) => next with
    {
        Steps = first.Steps + next.Steps,
        ToolCalls = first.ToolCalls + next.ToolCalls,
        Usage = first.Usage + next.Usage,
        LastTests = next.LastTests ?? first.LastTests,
        DeniedCalls = first.DeniedCalls + next.DeniedCalls,
        FirstDenial = first.FirstDenial ?? next.FirstDenial,
    };

    private static async Task<AgentSession> OpenAsync(AgentComposition composition, HeadlessRequest request, string folder, IRunReport report, CancellationToken cancellationToken)
    {
        var id = request.Continue ? await NewestAsync(composition, folder, cancellationToken) : request.Session is { } named ? new SessionId(named) : (SessionId?)null;
        if (request.Session is not null)
        {
            SessionFolder.Check(composition.Store, id!.Value, folder);
        }

        var wanted = new SessionRequest
        {
            WorkingDirectory = folder,
            Prompt = request.Yes ? new ApproveAll() : report.Asks,
            ModelAlias = request.Model,
            IsTrusted = request.Trust,
            Mode = request.Mode,
            MaxSteps = request.MaxSteps,
            Limit = LimitOf(composition, request, folder),
        };
        return id is { } known
            ? await composition.OpenSessionAsync(known, wanted, cancellationToken)
            : await composition.CreateSessionAsync(wanted, cancellationToken);
    }

    private static async Task<SessionId> NewestAsync(AgentComposition composition, string folder, CancellationToken cancellationToken) =>
        (await composition.Store.ListAsync(folder, cancellationToken)).FirstOrDefault(session => !session.IsArchived) is { } newest
            ? newest.Id
            : throw new UserFacingException(ExitCode.Session, $"There is no session of {folder} to go on with. Start one without --continue; the others are in: editor-agent sessions list");

    private static SpendingLimit? LimitOf(AgentComposition composition, HeadlessRequest request, string folder)
    {
        if (request is { MaxTokens: null, MaxCost: null })
        {
            return null;
        }

        var configuration = composition.ConfigurationFor(folder);
        if (request.MaxCost is not null && ModelSelection.From(configuration, request.Model) is ModelSelection.Selected { Model: { Price: null } unpriced })
        {
            throw new UserFacingException(ExitCode.Configuration, $"--max-cost needs to know what {unpriced.Alias} costs. Write price_input and price_output (for a million tokens) below [models.\"{unpriced.Alias}\"] in {composition.Home.ConfigurationFile}, or use --max-tokens-total.");
        }

        return new SpendingLimit(request.MaxTokens, request.MaxCost, model => configuration.Models.FirstOrDefault(known => known.Alias == model.Id)?.Price);
    }

    private static string FolderOf(string? given)
    {
        var folder = Path.GetFullPath(given ?? Directory.GetCurrentDirectory());
        return Directory.Exists(folder)
            ? folder
            : throw new UserFacingException(ExitCode.Workspace, $"There is no folder {folder}. Nothing was changed; name an existing one with --cwd.");
    }
}
