using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Core.Agent;
using EditorAgent.Core.Models;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;
using EditorAgent.Host.AgentClientProtocol.Mentions;
using EditorAgent.Host.AgentClientProtocol.Requests;
using EditorAgent.Host.AgentClientProtocol.Reviews;
using EditorAgent.Host.AgentClientProtocol.Servers;
using EditorAgent.Host.AgentClientProtocol.Transport;
using EditorAgent.Host.AgentClientProtocol.Updates;
using EditorAgent.Host.Composition;
using EditorAgent.Protocol;
using EditorAgent.Protocol.Extensions;
using EditorAgent.Protocol.Sessions;
using Microsoft.Extensions.Logging;
using StopReason = EditorAgent.Core.Sessions.StopReason;
using WireStopReason = EditorAgent.Protocol.Sessions.StopReason;

namespace EditorAgent.Host.AgentClientProtocol.Sessions;

/// <summary>A session that is open to the client: one turn at a time, its updates, and its settings.</summary>
internal sealed partial class AcpSession : IAsyncDisposable
{
    /// <summary>How long a client that has cancelled, or is gone, may hold up what still waits for it.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly IDisposable subscription;
    private RunningTurn? running;
    private IAsyncDisposable? news;
    private ReviewNews? changes;

    public AcpSession(AgentSession agent, SessionSettings settings, ClientLink link, SessionUpdateQueue updates, SessionUpdateMapper mapper, TimeProvider time, ILogger logger)
    {
        this.Agent = agent;
        this.Settings = settings;
        this.Link = link;
        this.Updates = updates;
        this.time = time;
        this.logger = logger;
        this.Commands = new CommandNews(agent, updates);
        this.FileNames = new FileNames(agent.Workspace, time);
        this.subscription = agent.Session.Subscribe(mapper.Live);
    }

    public AgentSession Agent { get; }

    public Workspace Workspace => this.Agent.Workspace;

    /// <summary>Null as long as none is configured.</summary>
    public SessionMcp? Mcp => this.Servers?.Current;

    public SessionSettings Settings { get; }

    /// <summary>What the session has cost.</summary>
    public SessionCost? Cost { get; init; }

    /// <summary>What the client is told of commands.</summary>
    public CommandNews Commands { get; }

    /// <summary>The files that a prompt can mention.</summary>
    public FileNames FileNames { get; }

    public ClientLink Link { get; }

    public SessionUpdateQueue Updates { get; }

    public string Id => this.Agent.Session.Id.Value;

    /// <summary>
    /// Runs a turn. It is the running one as soon as this returns its task, so that a cancel right behind it finds it. Every update of
    /// the turn has been sent when it ends, unless the client has cancelled and does not read.
    /// </summary>
    public async Task<PromptResult> PromptAsync(ImmutableArray<ContentPart> prompt, PromptResolver? resolver, CancellationToken cancellationToken)
    {
        var outcome = await this.RunAsync(token => resolver is null ? this.Agent.RunTurnAsync(prompt, token) : this.ResolveAndRunAsync(prompt, resolver, token), cancellationToken);
        return new PromptResult { StopReason = ReasonOf(outcome), Meta = this.LastTurn() };
    }

    private async Task<TurnOutcome> ResolveAndRunAsync(ImmutableArray<ContentPart> prompt, PromptResolver resolver, CancellationToken cancellationToken)
    {
        try
        {
            prompt = await resolver(prompt, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new TurnOutcome(StopReason.Cancelled, null, null, 0, 0, default, null, 0);
        }

        return await this.Agent.RunTurnAsync(prompt, cancellationToken);
    }

    /// <summary>Has the conversation summarised for the model, and says what came of it; cancelled like a turn.</summary>
    public async Task<PromptResult> CompactAsync(string instruction, CancellationToken cancellationToken)
    {
        var outcome = await this.RunAsync(
            async token =>
            {
                var done = await this.Agent.CompactAsync(instruction, token);
                if (done.Reason != StopReason.Failed)
                {
                    this.Updates.Post(CompactRequest.Said(done, this.Agent.Session.State));
                }

                return done;
            },
            cancellationToken);
        return new PromptResult { StopReason = ReasonOf(outcome) };
    }

    /// <summary>Takes up the turn that rests on an open question; otherwise as <see cref="PromptAsync"/>.</summary>
    public async Task<AnswerApprovalResult> ResumeAsync(ApprovalReply reply, CancellationToken cancellationToken)
    {
        var outcome = await this.RunAsync(token => this.Agent.ResumeTurnAsync(reply, token), cancellationToken);
        return new AnswerApprovalResult { StopReason = ReasonOf(outcome), Meta = this.LastTurn() };
    }

    /// <summary>Has the session's servers where the first of them has just been configured.</summary>
    public void OpenServers() => this.Servers?.Look();

    /// <summary>From here on the client is told how the servers stand, and what is under review.</summary>
    public void Tell(ClientProfile client, AcpJsonRpc rpc)
    {
        if (client.WatchesChanges)
        {
            this.changes ??= new ReviewNews(this.Agent.Session, rpc);
        }

        this.Servers?.WhenMade(made => this.news ??= new ServerNews(this, client, rpc, made));
    }

    public void CancelTurn()
    {
        lock (this.gate)
        {
            this.running?.Cancel();
        }
    }

    public bool IsRunning
    {
        get
        {
            lock (this.gate)
            {
                return this.running is not null;
            }
        }
    }

    /// <summary>Ends the turn, or lets it rest where it waits for the user; keeps everything, lets the session go.</summary>
    public async ValueTask DisposeAsync()
    {
        this.Agent.Leave();
        RunningTurn? last;
        lock (this.gate)
        {
            last = this.running;
            last?.Cancel();
        }

        if (last is not null)
        {
            await Task.WhenAny(last.Ended, Task.Delay(Grace, this.time));
        }

        this.subscription.Dispose();
        await (this.changes?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (this.news?.DisposeAsync() ?? ValueTask.CompletedTask);
        await this.Commands.DisposeAsync();
        await this.Agent.DisposeAsync();
        await this.Updates.DisposeAsync();
    }

    private LateServers? Servers => this.Agent.Late switch { LateServers servers => servers, JoinedLateTools { First: LateServers joined } => joined, _ => null };

    private RunningTurn Begin(CancellationToken cancellationToken)
    {
        lock (this.gate)
        {
            if (this.running is not null)
            {
                throw AcpErrors.InvalidRequest(
                    $"A turn is running in this session. Wait for its end, cancel it with {AcpMethods.Agent.Cancel}, or add to it with {EditorAgentMethods.Steer}.");
            }

            return this.running = new RunningTurn(cancellationToken);
        }
    }

    private void End(RunningTurn turn)
    {
        lock (this.gate)
        {
            this.running = null;
            turn.End();
        }
    }

    private async Task SendRestAsync(CancellationToken cancelled)
    {
        var sent = this.Updates.DrainAsync();
        try
        {
            await sent.WaitAsync(cancelled);
        }
        catch (OperationCanceledException)
        {
            if (await Task.WhenAny(sent, Task.Delay(Grace, this.time, CancellationToken.None)) != sent)
            {
                this.LogNotRead(this.Id);
            }
        }
    }

    private async Task<TurnOutcome> RunAsync(Func<CancellationToken, Task<TurnOutcome>> run, CancellationToken cancellationToken)
    {
        using var turn = this.Begin(cancellationToken);
        try
        {
            var outcome = await Task.Run(() => run(turn.Token), CancellationToken.None);
            await this.SendRestAsync(turn.Token);
            return outcome;
        }
        finally
        {
            this.End(turn);
        }
    }

    private static WireStopReason ReasonOf(TurnOutcome outcome)
    {
        if (outcome.Reason == StopReason.Failed)
        {
            var message = outcome.Error ?? "The turn failed; nothing is known of the reason.";
            throw outcome.Failure?.Kind == ModelFailureKind.Unauthorized ? AcpErrors.AuthenticationRequired(message) : AcpErrors.Failed(message);
        }

        return outcome.Reason switch
        {
            StopReason.MaxTokens or StopReason.BudgetReached => WireStopReason.MaxTokens,
            StopReason.MaxTurnRequests => WireStopReason.MaxTurnRequests,
            StopReason.Refusal => WireStopReason.Refusal,
            StopReason.Cancelled => WireStopReason.Cancelled,
            _ => WireStopReason.EndTurn,
        };
    }

    private JsonElement? LastTurn() => this.Agent.Session.State.Turns is [.., var turn] ? TurnMeta.Of(turn.Id) : (JsonElement?)null;

    [LoggerMessage(Level = LogLevel.Warning, Message = "ACP: the client does not read; the cancelled turn of {Session} ends with updates unsent")]
    private partial void LogNotRead(string session);
}
