using System.Collections.Immutable;
using System.ComponentModel;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Fixing;
using EditorAgent.CodeIntelligence.Roslyn.Hosting.Rpc;
using EditorAgent.Core.Processes;
using Microsoft.Extensions.Logging;

namespace EditorAgent.CodeIntelligence.Workers;

/// <summary>The SDK's own fixers and refactorings, in a worker that is started with the first question and ended when nobody asks any more.</summary>
internal sealed class FixWorker(WorkerPlace place, SolutionLoads loads, ILogger logger) : IAsyncDisposable
{
    /// <summary>It holds a second copy of the solution.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly Dictionary<string, OpenBuffer> open = new(StringComparer.Ordinal);
    private (HostedProcess Process, FixHostClient Client, StoredLoad Load)? running;
    private ITimer? idle;

    public Task<CodeAnswer> CodeActionsAsync(CodeActionsQuery query, CancellationToken cancellationToken) =>
        this.AskAsync(engine => engine.CodeActionsAsync(query, cancellationToken), static failure => failure, cancellationToken);

    public Task<EditProposal> ApplyCodeActionAsync(ApplyCodeActionQuery query, CancellationToken cancellationToken) =>
        this.AskAsync(engine => engine.ApplyCodeActionAsync(query, cancellationToken), static failure => new EditProposal("") { Refusal = failure }, cancellationToken);

    /// <summary>Kept for the worker, which may not be there yet.</summary>
    public async Task BuffersAsync(ImmutableArray<OpenBuffer> buffers, CancellationToken cancellationToken)
    {
        await this.gate.WaitAsync(cancellationToken);
        try
        {
            foreach (var buffer in buffers)
            {
                if (buffer.Text is null)
                {
                    this.open.Remove(buffer.Path);
                }
                else
                {
                    this.open[buffer.Path] = buffer;
                }
            }

            if (this.running is { Client: { Completion.IsCompleted: false } client })
            {
                await client.Engine.BuffersAsync(buffers, cancellationToken);
            }
        }
        finally
        {
            this.gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await this.gate.WaitAsync(CancellationToken.None);
        await this.EndAsync();
        this.gate.Dispose();
    }

    private async Task<T> AskAsync<T>(Func<ICodeEngine, Task<T>> ask, Func<CodeAnswer, T> failed, CancellationToken cancellationToken)
    {
        await this.gate.WaitAsync(cancellationToken);
        try
        {
            var (engine, failure) = await this.ConnectAsync(cancellationToken);
            return engine is null ? failed(failure!) : await ask(engine);
        }
        finally
        {
            this.idle?.Dispose();
            this.idle = place.Time.CreateTimer(_ => _ = this.RestAsync(), null, Idle, Timeout.InfiniteTimeSpan);
            this.gate.Release();
        }
    }

    private async Task<(ICodeEngine? Engine, CodeAnswer? Failure)> ConnectAsync(CancellationToken cancellationToken)
    {
        if (place.FixSdk is not { } sdk)
        {
            return (null, CodeAnswer.Failed(CodeError.Unsupported, "this SDK has no fixers that can be used"));
        }

        if (loads.Earlier() is not { } load)
        {
            return (null, CodeAnswer.Failed(CodeError.NotLoaded, "the solution is not loaded"));
        }

        try
        {
            if (this.running is not { Client.Completion.IsCompleted: false })
            {
                await this.EndAsync();
                var process = await place.StartReadingAsync([WorkerKind.FixHost, sdk], cancellationToken);
                var client = await FixHostClient.StartAsync(process.Output, process.Input, new InitializeParams(place.Roots, place.CacheDirectory), place.Time, logger, cancellationToken);
                await client.Engine.BuffersAsync([.. this.open.Values], cancellationToken);
                this.running = (process, client, new StoredLoad(null, default));
            }

            return await this.WithLoadAsync(load, cancellationToken);
        }
        catch (Exception failure) when (failure is Win32Exception or IOException)
        {
            return (null, CodeAnswer.Failed(CodeError.Failed, $"the fix host could not be started ({failure.Message.ReplaceLineEndings(" ")}); edit the code by hand"));
        }
    }

    private async Task<(ICodeEngine? Engine, CodeAnswer? Failure)> WithLoadAsync(StoredLoad load, CancellationToken cancellationToken)
    {
        var (process, client, present) = this.running!.Value;
        var written = new DateTimeOffset(File.GetLastWriteTimeUtc(load.Path!), TimeSpan.Zero);
        if (present.StartedAt != written)
        {
            if (!await client.LoadAsync(new LoadParams(load.Path!, IsTrusted: true, 0, load.StartedAt), cancellationToken))
            {
                return (null, CodeAnswer.Failed(CodeError.Failed, "the fix host could not take over the solution; edit the code by hand"));
            }

            this.running = (process, client, load with { StartedAt = written });
        }

        return (client.Engine, null);
    }

    private async Task RestAsync()
    {
        try
        {
            await this.gate.WaitAsync(CancellationToken.None);
        }
        catch (ObjectDisposedException)
        {
            return;
        }

        try
        {
            await this.EndAsync();
        }
        finally
        {
            this.gate.Release();
        }
    }

    private async Task EndAsync()
    {
        this.idle?.Dispose();
        this.idle = null;
        if (this.running is var (process, client, _))
        {
            this.running = null;
            client.Dispose();
            await process.DisposeAsync();
        }
    }
}
