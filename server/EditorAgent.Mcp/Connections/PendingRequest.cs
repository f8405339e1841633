using System.Text.Json;
using EditorAgent.Mcp.Contract;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Mcp.Connections;

/// <summary>One request on the wire: it has one id, one answer, and belongs to one run.</summary>
internal sealed class PendingRequest(RequestId id, RequestRun run)
{
    private readonly TaskCompletionSource<JsonElement> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private bool hasLeft;
    private bool isGivenUp;
    private bool isTurnedAway;

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

    public void Complete(JsonElement result) => this.answer.TrySetResult(result);

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
        this.answer.TrySetException(own);
    }

    public void Stop(CancellationToken stopped) => this.answer.TrySetCanceled(stopped);
}
