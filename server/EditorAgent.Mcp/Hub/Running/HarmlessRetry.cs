using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Hub.Running;

/// <summary>When a request without any effect is made again.</summary>
internal static class HarmlessRetry
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <returns>How long to wait first, up to half as much again so that many do not come back together; null gives up.</returns>
    public static TimeSpan? Pause(ServerException failure, int tries) => failure.Kind switch
    {
        ServerFailureKind.Refused or ServerFailureKind.LoginNeeded or ServerFailureKind.Unreadable or ServerFailureKind.TooMuch or ServerFailureKind.TimedOut => null,
        _ when failure.RetryAfter is { } wish => wish <= Longest ? wish : null,
        _ => First * Math.Pow(2, tries - 1) * (1 + (Random.Shared.NextDouble() / 2)),
    };
}
