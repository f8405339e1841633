using System.Text.Json;
using EditorAgent.Mcp.Contract;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Mcp.Connections;

/// <summary>One request on the wire: it has one id, one answer, and belongs to one run.</summary>
internal sealed class PendingRequest(RequestId id, RequestRun run)
{
    private readonly TaskCompletionSource<JsonElement> answer = new();
    private readonly Lock gate = new();
    private bool hasLeft;
    private bool isGivenUp;
    private bool isTurnedAway;
    private int isSettled;

    public RequestId Id { get; } = id;

    public RequestRun Run { get; } = run;

    public Task<JsonElement> Answer => this.answer.Task;

    /// <summary>Whether any byte of it may have left.</summary>
    public bool WasSent
    {
        get
        {
            lock (this.gate)
            {
                return this.hasLeft;
            }
        }
    }

    /// <returns>Whether it may still leave: what was given up must not.</returns>
    public bool TryLeave()
    {
        lock (this.gate)
        {
            this.hasLeft |= !this.isGivenUp;
            return !this.isGivenUp;
        }
    }

    /// <returns>Whether the server may know of it.</returns>
    public bool GiveUp()
    {
        lock (this.gate)
        {
            this.isGivenUp = true;
            return this.hasLeft;
        }
    }

    /// <summary>The server did not look at it: whatever ends it now, it never ran.</summary>
    public void TurnAway()
    {
        lock (this.gate)
        {
            this.isTurnedAway = true;
        }
    }

    public void Complete(JsonElement result) => this.Settle(source => source.SetResult(result));

    /// <summary>Goes on with what waits for it right here: for a caller that has nothing else to do until that waits again.</summary>
    public void CompleteHere(JsonElement result)
    {
        if (Interlocked.Exchange(ref this.isSettled, 1) == 0)
        {
            this.answer.SetResult(result);
        }
    }

    public void Fail(ServerException failure)
    {
        bool wasTurnedAway;
        lock (this.gate)
        {
            wasTurnedAway = this.isTurnedAway;
        }

        var own = new ServerException(wasTurnedAway ? ServerFailureKind.SessionLost : failure.Kind, failure.Message, failure)
        {
            WasSent = failure.WasSent || (this.WasSent && failure.Kind is not ServerFailureKind.Unreachable),
            Code = wasTurnedAway ? ServerException.UnknownSession : failure.Code,
            RetryAfter = failure.RetryAfter,
        };
        own.Data[AddressVisits.Wanted] = failure.Data[AddressVisits.Wanted];
        this.Settle(source => source.SetException(own));
    }

    public void Stop(CancellationToken stopped) => this.Settle(source => source.SetCanceled(stopped));

    /// <summary>The first word counts. What waits for it goes on elsewhere: not where a lock may be held, and not where the next message is to be read.</summary>
    private void Settle(Action<TaskCompletionSource<JsonElement>> settle)
    {
        if (Interlocked.Exchange(ref this.isSettled, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(settle, this.answer, preferLocal: true);
        }
    }
}
