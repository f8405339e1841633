using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using EditorAgent.Core.Tools;

namespace EditorAgent.Host.Composition;

/// <summary>
/// The MCP servers of a session, made when there is something to make them of: a client that handed some over, or one of the files, which may
/// also appear later. Without any, nothing of MCP is loaded.
/// </summary>
/// <param name="files">Where servers are declared.</param>
/// <param name="areGiven">Whether the client handed some over.</param>
/// <param name="make">Makes and starts them, in the background.</param>
internal sealed class LateServers(ImmutableArray<string> files, bool areGiven, LateServers.Maker make) : ILateTools
{
    /// <summary>A delegate of its own: a generic one would load what it returns before anybody asks for it.</summary>
    public delegate SessionMcp Maker();

    public delegate void Listener(SessionMcp made);

    private readonly Lock gate = new();
    private SessionMcp? servers;
    private bool isOver;

    /// <summary>Null while there are none.</summary>
    public SessionMcp? Current => Volatile.Read(ref this.servers);

    /// <summary>Told once, when there are some; at once when there are already.</summary>
    public void WhenMade(Listener told)
    {
        SessionMcp? there;
        lock (this.gate)
        {
            there = this.servers;
            this.Made += told;
        }

        if (there is not null)
        {
            told(there);
        }
    }

    /// <summary>Looks whether there is something by now.</summary>
    public void Look()
    {
        if (this.servers is null && (areGiven || files.Any(File.Exists)))
        {
            this.Make();
        }
    }

    public ValueTask BeginTurnAsync(CancellationToken cancellationToken)
    {
        this.Look();
        return this.servers is null ? ValueTask.CompletedTask : this.PassOnAsync(cancellationToken);
    }

    public ValueTask<ITool?> FindAsync(string toolName, CancellationToken cancellationToken) =>
        this.servers is null ? ValueTask.FromResult<ITool?>(null) : this.AskAsync(toolName, cancellationToken);

    public string? WhyMissing(string toolName) => this.servers is null ? null : this.Explain(toolName);

    public ValueTask DisposeAsync()
    {
        lock (this.gate)
        {
            this.isOver = true;
        }

        return this.servers is null ? ValueTask.CompletedTask : this.EndAsync();
    }

    private event Listener? Made;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Make()
    {
        SessionMcp made;
        Listener? told;
        lock (this.gate)
        {
            if (this.servers is not null || this.isOver)
            {
                return;
            }

            made = make();
            Volatile.Write(ref this.servers, made);
            told = this.Made;
        }

        told?.Invoke(made);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ValueTask PassOnAsync(CancellationToken cancellationToken) => this.servers!.Servers.BeginTurnAsync(cancellationToken);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ValueTask<ITool?> AskAsync(string toolName, CancellationToken cancellationToken) => this.servers!.Servers.FindAsync(toolName, cancellationToken);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private string? Explain(string toolName) => this.servers!.Servers.WhyMissing(toolName);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ValueTask EndAsync() => this.servers!.Servers.DisposeAsync();
}
