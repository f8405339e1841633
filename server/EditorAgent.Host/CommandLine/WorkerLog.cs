using EditorAgent.Core.Telemetry;
using Microsoft.Extensions.Logging;

namespace EditorAgent.Host.CommandLine;

/// <summary>A worker's log: its standard error, whose last lines the sidecar keeps.</summary>
internal sealed class WorkerLog : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (this.IsEnabled(logLevel))
        {
            Console.Error.WriteLine(SecretMask.Of($"{exception}\n{formatter(state, exception)}: {exception?.GetType().Name} {exception?.Message}".TrimStart()));
        }
    }
}
