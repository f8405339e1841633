using System.Net.ServerSentEvents;
using System.Text.Json;
using EditorAgent.Core.Models;

namespace EditorAgent.ModelProviders.Http;

/// <summary>
/// An accepted answer that arrives event by event. Each event's bytes are given to the reader in place, without a copy; everything
/// that can go wrong on the way comes out as <see cref="ModelException"/>, and a cancellation of the caller as a cancellation.
/// </summary>
internal sealed class EventStream : IAsyncDisposable
{
    private readonly HttpResponseMessage response;
    private readonly IdleGuardedStream body;
    private readonly IAsyncEnumerator<SseItem<bool>> events;
    private readonly TransportFailures failures;
    private readonly CancellationToken cancellationToken;

    public EventStream(
        HttpResponseMessage response, IdleGuardedStream body, IEventReader reader, TransportFailures failures, CancellationToken cancellationToken)
    {
        this.response = response;
        this.body = body;
        this.failures = failures;
        this.cancellationToken = cancellationToken;
        var parser = SseParser.Create(body, (name, data) =>
        {
            reader.Accept(name, data);
            return true;
        });
        this.events = parser.EnumerateAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
    }

    public string? TraceId => this.failures.TraceId;

    /// <summary>Gives the next event to the reader; false when the vendor ended the answer in good order.</summary>
    public async ValueTask<bool> AdvanceAsync()
    {
        try
        {
            return await this.events.MoveNextAsync();
        }
        catch (Exception) when (this.cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(this.cancellationToken);
        }
        catch (OperationCanceledException) when (this.body.WasIdle)
        {
            throw this.failures.Silent();
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            throw this.failures.BrokeOff(exception);
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException or InvalidOperationException or FormatException)
        {
            throw this.failures.Unreadable(exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await this.events.DisposeAsync();
        await this.body.DisposeAsync();
        this.response.Dispose();
    }
}
