using System.Runtime.CompilerServices;
using EditorAgent.Core.Configuration;

namespace EditorAgent.Host.Composition;

/// <summary>The export of this process: begun by the first session that wants one, ended with the process. Nothing of OpenTelemetry is loaded before.</summary>
internal static class ProcessTelemetry
{
    private static readonly Lock Gate = new();
    private static IDisposable? running;

    public static void Begin(TelemetrySettings settings)
    {
        if (settings.Endpoint is { } endpoint)
        {
            Start(endpoint, settings.IncludesContent);
        }
    }

    /// <summary>Sends what is still queued, for at most two seconds.</summary>
    public static void End()
    {
        lock (Gate)
        {
            running?.Dispose();
            running = null;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Start(Uri endpoint, bool includesContent)
    {
        lock (Gate)
        {
            running ??= new TelemetryExport(endpoint, includesContent);
        }
    }
}
