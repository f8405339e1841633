using System.Collections.Immutable;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Telemetry;
using EditorAgent.Core.Workspaces;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Hub.Memory;

namespace EditorAgent.Mcp.Hub.Running;

/// <summary>How it stands with one server; every change is published in the order in which it is made here. Safe from any thread.</summary>
internal sealed class StatusBoard
{
    private const int MostErrorLines = 20;

    private readonly StatusFeed feed;
    private readonly Lock gate = new();
    private ServerStatus status;
    private string? failure;
    private ImmutableArray<string> listProblems = [];
    private ImmutableArray<string> notes = [];
    private long latencyTicks = -1;
    private int complaints;

    public StatusBoard(McpServerDeclaration server, StatusFeed feed)
    {
        this.feed = feed;
        this.status = new ServerStatus { Name = server.Name, Scope = server.Scope, SayWhat = () => WhatOf(server), State = ServerState.Pending };
    }

    public ServerState State
    {
        get
        {
            lock (this.gate)
            {
                return this.status.State;
            }
        }
    }

    public string? Failure
    {
        get
        {
            lock (this.gate)
            {
                return this.failure;
            }
        }
    }

    /// <param name="connection">The connection it has now.</param>
    public ServerStatus Read(IServerConnection? connection)
    {
        lock (this.gate)
        {
            var ticks = Interlocked.Read(ref this.latencyTicks);
            return this.status with
            {
                Latency = ticks < 0 ? null : TimeSpan.FromTicks(ticks),
                SchemaComplaints = this.complaints,
                ErrorTail = connection is null ? this.status.ErrorTail : Tail(connection.ErrorTail),
            };
        }
    }

    public void Describe(McpServerDeclaration server) => this.Change(before => before with { Scope = server.Scope, What = null!, SayWhat = () => WhatOf(server) });

    public void Become(ServerState state, string? why) => this.Become(state, why, [], null);

    /// <param name="trustLines">What a person would approve.</param>
    /// <param name="trustHash">Of the identity they show.</param>
    public void Become(ServerState state, string? why, ImmutableArray<string> trustLines, string? trustHash) => this.Change(before =>
    {
        this.failure = why;
        return before with { State = state, TrustLines = trustLines, TrustHash = trustHash };
    });

    public void Fail(string why, ImmutableArray<string> errorTail) => this.Change(before =>
    {
        this.failure = why;
        return before with { State = ServerState.Failed, TrustLines = [], TrustHash = null, ErrorTail = Tail(errorTail) };
    });

    public void Connect(ServerEra era, ServerIntroduction introduction) => this.Change(before =>
    {
        this.failure = null;
        return before with { State = ServerState.Connected, Era = era, Introduction = introduction, TrustLines = [], TrustHash = null };
    });

    public void Recall(ServerMemory memory) => this.Change(before => before with { State = ServerState.Pending, Era = memory.Era, Introduction = memory.Introduction });

    /// <param name="count">Null when they could not be listed.</param>
    public void List(int? count, ImmutableArray<string> problems) => this.Change(before =>
    {
        this.listProblems = problems;
        return before with { ToolCount = count ?? before.ToolCount };
    });

    /// <summary>Something other than its status changed: it is told all the same.</summary>
    public void Tell() => this.Change(before => before);

    /// <summary>Something a person should know that does not pass by itself; the same is noted once.</summary>
    public void Note(string problem)
    {
        if (!this.notes.Contains(problem))
        {
            this.Change(before =>
            {
                this.notes = this.notes.Add(problem);
                return before;
            });
        }
    }

    /// <summary>Not worth telling each time.</summary>
    public void Measure(TimeSpan latency) => Interlocked.Exchange(ref this.latencyTicks, latency.Ticks);

    public void Complain() => this.Change(before =>
    {
        this.complaints++;
        return before;
    });

    private void Change(Func<ServerStatus, ServerStatus> change)
    {
        lock (this.gate)
        {
            this.status = change(this.status);
            this.status = this.status with { Problems = [.. this.failure is { } why ? [why] : Array.Empty<string>(), .. this.listProblems, .. this.notes] };
            this.feed.Publish(this.Read(connection: null));
        }
    }

    private static ImmutableArray<string> Tail(ImmutableArray<string> lines) => [.. lines.TakeLast(MostErrorLines).Select(line => SecretMask.Of(CanonicalText.Line(line).Text))];

    /// <summary>Queries may hold keys, so of an address they are left out.</summary>
    private static string WhatOf(McpServerDeclaration server)
    {
        var what = server.Url is { Query.Length: > 1 } url ? (server with { Url = new Uri(url.GetLeftPart(UriPartial.Path)) }).ToString() + " (with a query)" : server.ToString();
        return SecretMask.Of(CanonicalText.Line(what[(server.Name.Length + 2)..]).Text);
    }
}
