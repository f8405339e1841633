using System.Collections.Immutable;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Workspaces;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Hub.Memory;
using EditorAgent.Mcp.Hub.Naming;
using EditorAgent.Mcp.Hub.Starting;
using EditorAgent.Mcp.Trust;
using Microsoft.Extensions.Logging;

namespace EditorAgent.Mcp.Hub.Running;

/// <summary>
/// What one server lists: remembered from earlier, read when it is connected, read again when it says that something changed. A list that
/// cannot be read leaves the one before in place.
/// </summary>
internal sealed class ServerLists : IAsyncDisposable
{
    private const int MostTries = 3;

    private readonly HubParts parts;
    private readonly ServerSupervisor server;
    private readonly ToolShelf shelf;
    private readonly ServerMemories memories;
    private readonly StatusBoard board;
    private readonly EndpointMaker endpoints;
    private readonly ToolOffering offering;
    private readonly CancellationToken stop;
    private readonly SemaphoreSlim offeringTurn = new(1, 1);
    private readonly Debounce toolsChanged;
    private readonly Debounce promptsChanged;
    private readonly Lock gate = new();
    private ServerIdentity? identity;
    private ServerMemory? memory;
    private ServerListing<ServerTool>? tools;
    private ToolOffer offer = ToolOffer.None;
    private Task owned = Task.CompletedTask;

    public ServerLists(
        HubParts parts, ServerSupervisor server, ToolShelf shelf, ServerMemories memories, StatusBoard board, EndpointMaker endpoints, CancellationToken stop)
    {
        this.parts = parts;
        this.server = server;
        this.shelf = shelf;
        this.memories = memories;
        this.board = board;
        this.endpoints = endpoints;
        this.stop = stop;
        this.offering = new ToolOffering(parts);
        this.toolsChanged = new Debounce(token => this.OnLiveAsync(this.ReadAsync, token), parts.Time, stop);
        this.promptsChanged = new Debounce(token => this.OnLiveAsync(this.ReadPromptsAsync, token), parts.Time, stop);
        this.Events = new ServerEvents
        {
            ListChanged = this.OnListChanged,
            ResourceChanged = uri => this.server.Requests.OnResourceChanged(uri),
            Said = (level, text) => this.parts.Logger.Said(this.server.Name, level, text),
        };
    }

    /// <summary>For its connections.</summary>
    public ServerEvents Events { get; }

    /// <summary>Whether it has to be asked what it has.</summary>
    public bool IsUnknown
    {
        get
        {
            lock (this.gate)
            {
                return this.memory is null || (this.memory.Introduction.HasTools && this.memory.Tools is null) || (this.memory.Introduction.HasPrompts && this.memory.Prompts is null);
            }
        }
    }

    public ServerIntroduction? Introduction
    {
        get
        {
            lock (this.gate)
            {
                return this.memory?.Introduction;
            }
        }
    }

    public RememberedList<ServerPrompt>? Prompts
    {
        get
        {
            lock (this.gate)
            {
                return this.memory?.Prompts;
            }
        }
    }

    private ImmutableArray<ServerTool> Listed
    {
        get
        {
            lock (this.gate)
            {
                return this.tools?.Items ?? [];
            }
        }
    }

    public ServerIdentity? Identity
    {
        get
        {
            lock (this.gate)
            {
                return this.identity;
            }
        }
    }

    /// <summary>What it spoke the last time, if it is still the same server.</summary>
    public ServerEra? EraOf(ServerIdentity now)
    {
        lock (this.gate)
        {
            if (this.identity?.Hash != now.Hash)
            {
                this.identity = now;
                this.memory = this.memories.Read(now.Hash)?.For(this.endpoints.ContextOf(this.server.Declaration));
            }

            return this.memory?.Era;
        }
    }

    /// <summary>Takes up what is remembered; <see cref="Offer"/> then shows it.</summary>
    public async Task RecallAsync(ServerIdentity now, CancellationToken cancellationToken)
    {
        this.EraOf(now);
        ServerMemory? remembered;
        lock (this.gate)
        {
            remembered = this.memory;
        }

        if (remembered is null)
        {
            this.board.Become(ServerState.Pending, null);
            return;
        }

        this.board.Recall(remembered);
        if (remembered.Tools is { } list)
        {
            await this.MakeOfferAsync(now, new ServerListing<ServerTool>(list.Items, [], CacheAdvice.None), cancellationToken);
        }
    }

    /// <summary>Puts what is known on the shelf.</summary>
    public void Offer()
    {
        if (this.board.State is ServerState.NeedsTrust or ServerState.NeedsInput or ServerState.Disabled)
        {
            return;
        }

        lock (this.gate)
        {
            this.shelf.Put(this.server.Name, this.offer.Tools);
        }
    }

    private bool HasTools
    {
        get
        {
            lock (this.gate)
            {
                return this.tools is not null;
            }
        }
    }

    public void Withdraw() => this.shelf.Withdraw(this.server.Name);

    /// <summary>Reads the tools of a connection and offers them.</summary>
    /// <exception cref="OperationCanceledException">It is over.</exception>
    public async Task ReadAsync(LiveServer live, CancellationToken cancellationToken)
    {
        this.Introduce(live);
        if (!live.Connection.Introduction.HasTools)
        {
            await this.OfferAsync(live.Identity, new ServerListing<ServerTool>([], [], CacheAdvice.None), cancellationToken);
            return;
        }

        var begin = this.parts.Time.GetTimestamp();
        try
        {
            var listing = await this.TryAsync(live.Connection.ListToolsAsync, live, cancellationToken);
            this.board.Measure(this.parts.Time.GetElapsedTime(begin));
            await this.OfferAsync(live.Identity, listing, cancellationToken);
            this.Remember(before => before with { Tools = RememberedList<ServerTool>.Of(listing) });
        }
        catch (ServerException failure)
        {
            live.Connection.Remember(this.Listed);
            this.board.List(null, [$"Its tools could not be listed{(this.HasTools ? ", so the ones known from before are offered" : "")}: {failure.Message}"]);
        }
    }

    /// <summary>In the background: what nobody waits for right after a connection was made.</summary>
    public void ReadRest(LiveServer live) => this.Own(this.ReadPromptsAsync(live, this.stop));

    /// <summary>After a change of the configuration or of a pin.</summary>
    public async Task OfferAgainAsync(CancellationToken cancellationToken)
    {
        (ServerIdentity? Identity, ServerListing<ServerTool>? Tools) now;
        lock (this.gate)
        {
            now = (this.identity, this.tools);
        }

        if (now is ({ } known, { } listing))
        {
            await this.OfferAsync(known, listing, cancellationToken);
        }
    }

    /// <summary>The tool as the server defines it now, if that is what the user has read.</summary>
    /// <param name="tool">As the server calls it.</param>
    /// <param name="shown">The hash of what the user has read.</param>
    /// <exception cref="ServerException">It is another by now, or gone.</exception>
    public async Task ApproveAsync(string tool, string shown, CancellationToken cancellationToken)
    {
        ServerIdentity? known;
        ServerTool? now;
        lock (this.gate)
        {
            known = this.identity;
            now = this.offer.Listed.FirstOrDefault(listed => listed.Name == tool);
        }

        if (known is null || now is null || ToolPins.HashOf(known, now) != shown)
        {
            throw new ServerException(ServerFailureKind.Refused, $"{this.server.Name} changed \"{CanonicalText.Line(tool, 80)}\" once more since it was shown. Nothing was approved; look at it again.");
        }

        await this.parts.Pins.ApproveAsync(known, now, cancellationToken);
        await this.OfferAgainAsync(cancellationToken);
    }

    /// <summary>What was read with an authorization that counts no longer.</summary>
    public void Forget()
    {
        lock (this.gate)
        {
            if (this.identity is { } known)
            {
                this.memories.Forget(known.Hash);
            }

            this.memory = null;
        }
    }

    /// <summary>Takes over something that is to be over when this is.</summary>
    public void Own(Task task)
    {
        lock (this.gate)
        {
            this.owned = Task.WhenAll(this.owned, this.ObserveAsync(task));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await this.toolsChanged.Idle;
        await this.promptsChanged.Idle;
        Task last;
        lock (this.gate)
        {
            last = this.owned;
        }

        await last;
        this.offeringTurn.Dispose();
    }

    private void OnListChanged(ServerListKind kind)
    {
        switch (kind)
        {
            case ServerListKind.Tools:
                this.toolsChanged.Signal();
                break;
            case ServerListKind.Prompts:
                this.promptsChanged.Signal();
                break;
        }

        this.server.Requests.OnListChanged(kind);
    }

    private async Task OnLiveAsync(Func<LiveServer, CancellationToken, Task> read, CancellationToken cancellationToken)
    {
        if (this.server.Live is { } live)
        {
            await read(live, cancellationToken);
        }
    }

    private async Task ReadPromptsAsync(LiveServer live, CancellationToken cancellationToken)
    {
        if (!live.Connection.Introduction.HasPrompts)
        {
            return;
        }

        try
        {
            var listing = await this.TryAsync(live.Connection.ListPromptsAsync, live, cancellationToken);
            this.Remember(before => before with { Prompts = RememberedList<ServerPrompt>.Of(listing) });
            this.board.Tell();
        }
        catch (ServerException failure)
        {
            this.parts.Logger.PromptsUnlisted(this.server.Name, failure.Message);
        }
    }

    /// <summary>Reading a list has no effect, so a failure that may pass is tried again while the connection stands.</summary>
    private async Task<ServerListing<T>> TryAsync<T>(Func<CancellationToken, Task<ServerListing<T>>> list, LiveServer live, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await list(cancellationToken);
            }
            catch (ServerException failure) when (tries < MostTries && !live.Connection.Ended.IsCompleted && HarmlessRetry.Pause(failure, tries) is not null)
            {
                await Task.Delay(HarmlessRetry.Pause(failure, tries)!.Value, this.parts.Time, cancellationToken);
            }
        }
    }

    private async Task OfferAsync(ServerIdentity now, ServerListing<ServerTool> listing, CancellationToken cancellationToken)
    {
        await this.MakeOfferAsync(now, listing, cancellationToken);
        this.Offer();
        this.board.Tell();
    }

    private async Task MakeOfferAsync(ServerIdentity now, ServerListing<ServerTool> listing, CancellationToken cancellationToken)
    {
        await this.offeringTurn.WaitAsync(cancellationToken);
        try
        {
            var made = await this.offering.MakeAsync(this.server.Declaration, now, listing, cancellationToken);
            lock (this.gate)
            {
                this.tools = listing;
                this.offer = made;
            }

            this.board.List(made.Tools.Length, made.Problems);
        }
        finally
        {
            this.offeringTurn.Release();
        }
    }

    private void Introduce(LiveServer live)
    {
        lock (this.gate)
        {
            var context = this.endpoints.ContextOf(this.server.Declaration);
            this.identity = live.Identity;
            this.memory = this.memory is { } before && before.Context == context
                ? before with { Era = live.Connection.Era, Introduction = live.Connection.Introduction }
                : new ServerMemory(context, live.Connection.Era, live.Connection.Introduction, null, null);
        }

        this.Remember(before => before);
    }

    private void Remember(Func<ServerMemory, ServerMemory> change)
    {
        lock (this.gate)
        {
            if (this.memory is null || this.identity is not { } known)
            {
                return;
            }

            this.memory = change(this.memory);
            var (before, written) = (this.owned, this.memory);
            this.owned = WriteAsync();

            async Task WriteAsync()
            {
                await before;
                await Task.Run(() => this.memories.Write(known.Hash, written), CancellationToken.None);
            }
        }
    }

    private async Task ObserveAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (OperationCanceledException) when (this.stop.IsCancellationRequested)
        {
            // The hub is ending.
        }
        catch (Exception fault)
        {
            this.parts.Logger.ServerFault(this.server.Name, fault);
        }
    }
}
