using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.LanguageServers.Client;
using EditorAgent.CodeIntelligence.LanguageServers.Documents;

namespace EditorAgent.CodeIntelligence.LanguageServers.Servers;

/// <summary>
/// One server through all its lives: started with the first question, started again after a crash or a hang, at most five times in ten
/// minutes and later each time. A start goes on when the question that began it is cancelled; the next one finds it.
/// </summary>
internal sealed class LanguageServer : IAsyncDisposable
{
    private const int MostEnds = 5;

    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);

    private readonly ILanguageServerStarter starter;
    private readonly SourceTexts texts;
    private readonly LspLimits limits;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource stopping = new();
    private readonly Lock gate = new();
    private readonly List<(long When, string Reason)> ends = [];
    private Task<LanguageServerSession>? starting;
    private volatile LanguageServerSession? latest;
    private bool isDisposed;

    public LanguageServer(LanguageServerDeclaration declaration, ILanguageServerStarter starter, SourceTexts texts, LspLimits limits, TimeProvider time)
    {
        this.Declaration = declaration;
        this.starter = starter;
        this.texts = texts;
        this.limits = limits;
        this.time = time;
    }

    public LanguageServerDeclaration Declaration { get; }

    /// <summary>The running one, or null.</summary>
    public LanguageServerSession? Running => this.latest is { Ended.IsCompleted: false } session ? session : null;

    /// <summary>Product and version as coverage lines name it.</summary>
    public string Title
    {
        get
        {
            var said = this.Running?.Name;
            var version = said?.Version ?? this.starter.VersionOf(this.Declaration);
            return Short($"{said?.Name ?? this.Declaration.Command}{(version is null ? "" : " " + version)}");
        }
    }

    /// <exception cref="LanguageServerUnavailableException">There is none now; the message says why and what to do.</exception>
    public async Task<LanguageServerSession> SessionAsync(CancellationToken cancellationToken)
    {
        Task<LanguageServerSession> start;
        lock (this.gate)
        {
            ObjectDisposedException.ThrowIf(this.isDisposed, this);
            start = this.starting ??= this.StartAsync(null);
        }

        try
        {
            var session = await start.WaitAsync(cancellationToken);
            if (!session.Ended.IsCompleted)
            {
                return session;
            }

            return await this.RestartAsync(start, await session.Ended, session, cancellationToken);
        }
        catch (LanguageServerException failure)
        {
            return await this.RestartAsync(start, failure.Message, null, cancellationToken);
        }
        catch (LanguageServerUnavailableException)
        {
            // What was missing may have been installed since: the next question looks again.
            this.Forget(start);
            throw;
        }
    }

    /// <summary>What a person needs to see when the server has ended: why, and the last things it complained of.</summary>
    public string Obituary(LanguageServerSession session, string reason)
    {
        var last = session.ErrorTail.Where(line => line.Trim().Length > 0).TakeLast(3).Select(Short).ToList();
        return $"{this.Declaration.Name} {reason}{(last.Count > 0 ? $" (it said: {string.Join(" | ", last)})" : "")}";
    }

    public async ValueTask DisposeAsync()
    {
        Task<LanguageServerSession>? start;
        lock (this.gate)
        {
            this.isDisposed = true;
            start = this.starting;
        }

        await this.stopping.CancelAsync();
        if (start is not null)
        {
            try
            {
                await (await start).DisposeAsync();
            }
            catch (Exception failure) when (failure is LanguageServerException or LanguageServerUnavailableException or OperationCanceledException)
            {
                // It never ran.
            }
        }

        this.stopping.Dispose();
    }

    private async Task<LanguageServerSession> RestartAsync(Task<LanguageServerSession> old, string reason, LanguageServerSession? session, CancellationToken cancellationToken)
    {
        Task<LanguageServerSession> start;
        lock (this.gate)
        {
            ObjectDisposedException.ThrowIf(this.isDisposed, this);
            if (this.starting == old)
            {
                this.ends.Add((this.time.GetTimestamp(), session is null ? $"{this.Declaration.Name} {reason}" : this.Obituary(session, reason)));
                this.ends.RemoveAll(end => this.time.GetElapsedTime(end.When) > Remembered);
                this.starting = null;
            }

            this.RefuseTooSoon();
            start = this.starting ??= this.StartAsync(session);
        }

        try
        {
            return await start.WaitAsync(cancellationToken);
        }
        catch (LanguageServerException failure)
        {
            throw new LanguageServerUnavailableException($"{this.Declaration.Name} {failure.Message}. {this.Declaration.Install}.");
        }
    }

    private void RefuseTooSoon()
    {
        if (this.ends.Count == 0)
        {
            return;
        }

        var (last, reason) = this.ends[^1];
        var wait = this.ends.Count >= MostEnds ? Remembered : this.ends.Count == 1 ? TimeSpan.Zero : TimeSpan.FromSeconds(1 << (this.ends.Count - 2));
        var left = wait - this.time.GetElapsedTime(last);
        if (left > TimeSpan.Zero)
        {
            throw new LanguageServerUnavailableException(
                $"{reason}. It has ended {this.ends.Count} times and is started again in {Math.Ceiling(left.TotalSeconds):0} s; until then use text search.");
        }
    }

    private void Forget(Task<LanguageServerSession> start)
    {
        lock (this.gate)
        {
            if (this.starting == start)
            {
                this.starting = null;
            }
        }
    }

    /// <param name="before">The life before this one, of which the documents are opened again.</param>
    private async Task<LanguageServerSession> StartAsync(LanguageServerSession? before)
    {
        await Task.Yield();
        if (before is not null)
        {
            await before.DisposeAsync();
        }

        var process = await this.starter.StartAsync(this.Declaration, this.stopping.Token);
        var session = await LanguageServerSession.StartAsync(process, this.Declaration, this.texts, this.limits, this.time, this.stopping.Token);
        foreach (var document in before?.Documents.Open ?? [])
        {
            await session.Documents.EnsureAsync(document.File.Path, this.stopping.Token);
        }

        this.latest = session;
        return session;
    }

    private static string Short(string text)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        return line.Length <= 200 ? line : line[..200] + "...";
    }
}
