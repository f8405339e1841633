using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Hub.Calls;

/// <summary>
/// Whether a call that failed may be made once more. What was certainly not sent, or was turned away for now, may; what was sent may once, and
/// only if doing it twice is the same as doing it once by the believed word of its server.
/// </summary>
internal sealed class RetryRule(bool isRepeatable)
{
    /// <summary>HTTP's word for a request that was turned away; any other (503) may come from a gateway behind which the call runs.</summary>
    public const int TooManyRequests = 429;

    private const int MostUnsent = 3;
    private const int MostBusy = 3;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);

    private int unsent;
    private int sent;
    private int busy;
    private int turnedAway;

    public static bool MayHaveRun(ServerException failure) =>
        failure.WasSent && failure is not ({ Kind: ServerFailureKind.Refused or ServerFailureKind.LoginNeeded } or { Kind: ServerFailureKind.Busy, Code: TooManyRequests } or { Kind: ServerFailureKind.SessionLost, Code: ServerException.UnknownSession });

    /// <returns>How long to wait before the next try; null ends the call.</returns>
    public TimeSpan? Next(ServerException failure) => failure switch
    {
        { Kind: ServerFailureKind.Refused or ServerFailureKind.LoginNeeded or ServerFailureKind.Unreadable or ServerFailureKind.TooMuch } => null,
        { Kind: ServerFailureKind.Busy } when failure.Code == TooManyRequests || !failure.WasSent => this.AfterBusy(failure.RetryAfter),
        { Kind: ServerFailureKind.SessionLost, Code: ServerException.UnknownSession } => this.turnedAway++ < 1 ? Pause(1) : null,
        { WasSent: true } when !isRepeatable => null,
        { Kind: ServerFailureKind.Busy } => this.AfterBusy(failure.RetryAfter),
        { WasSent: false } => this.unsent++ < MostUnsent ? Pause(this.unsent) : null,
        _ => this.sent++ < 1 ? Pause(1) : null,
    };

    private TimeSpan? AfterBusy(TimeSpan? wish)
    {
        if (this.busy++ == MostBusy || wish > LongestWait)
        {
            return null;
        }

        return wish is { } wait && wait > TimeSpan.Zero ? wait : Pause(this.busy + 1);
    }

    /// <summary>Doubled from try to try, and up to half as much again, so that many who wait do not come back together.</summary>
    private static TimeSpan Pause(int time) => FirstPause * Math.Pow(2, time - 1) * (1 + (Random.Shared.NextDouble() / 2));
}
