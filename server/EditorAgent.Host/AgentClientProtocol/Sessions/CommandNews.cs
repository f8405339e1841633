using System.Collections.Immutable;
using System.Threading.Channels;
using EditorAgent.Core.Agent;
using EditorAgent.Core.Agent.Guidance;
using EditorAgent.Core.Trust;
using EditorAgent.Host.AgentClientProtocol.Requests;
using EditorAgent.Host.AgentClientProtocol.Updates;
using EditorAgent.Mcp.Tools;
using EditorAgent.Protocol.Updates;

namespace EditorAgent.Host.AgentClientProtocol.Sessions;

/// <summary>
/// Tells the client of a session what its user can type as <c>/name</c>, whenever that has changed. The user's and the workspace's commands are
/// looked up behind the session's start, where there may be any, and again when the trust in the workspace changes.
/// </summary>
internal sealed class CommandNews : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly AgentSession agent;
    private readonly SessionUpdateQueue updates;
    private readonly Channel<bool> looks = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource ending = new();
    private Task looking = Task.CompletedTask;
    private ImmutableArray<CommandEntry> own = CommandBook.BuiltIn;
    private ImmutableArray<SlashCommand> ofServers = [];

    public CommandNews(AgentSession agent, SessionUpdateQueue updates)
    {
        this.agent = agent;
        this.updates = updates;
    }

    /// <summary>Says what is known at once; the rest follows.</summary>
    public void Greet()
    {
        this.Post();
        if (this.agent.Commands.MayHoldMore)
        {
            this.agent.Trust.StateChanged += this.TrustChanged;
            this.looks.Writer.TryWrite(true);
            this.looking = Task.Run(this.LookAsync);
        }
    }

    public void OfServers(ImmutableArray<SlashCommand> commands)
    {
        lock (this.gate)
        {
            if (this.ofServers.SequenceEqual(commands))
            {
                return;
            }

            this.ofServers = commands;
        }

        this.Post();
    }

    public async ValueTask DisposeAsync()
    {
        this.agent.Trust.StateChanged -= this.TrustChanged;
        await this.ending.CancelAsync();
        await this.looking;
        this.ending.Dispose();
    }

    private void TrustChanged(string root, TrustState state) => this.looks.Writer.TryWrite(true);

    private async Task LookAsync()
    {
        try
        {
            await foreach (var _ in this.looks.Reader.ReadAllAsync(this.ending.Token))
            {
                await this.LookOnceAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The session has ended.
        }
    }

    private async Task LookOnceAsync()
    {
        try
        {
            this.Take(await this.agent.Commands.ListAsync(this.ending.Token));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // What is known stays; the session's first turn tells the user what cannot be read.
        }
    }

    private void Take(ImmutableArray<CommandEntry> commands)
    {
        lock (this.gate)
        {
            if (this.own.SequenceEqual(commands))
            {
                return;
            }

            this.own = commands;
        }

        this.Post();
    }

    private void Post()
    {
        lock (this.gate)
        {
            this.updates.Post(new SessionUpdate.AvailableCommandsUpdate { AvailableCommands = SlashCommands.Of(this.own, this.ofServers) });
        }
    }
}
