using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace EditorAgent.Protocol.Tests.Doors;

/// <summary>Keeps what is logged.</summary>
internal sealed class RecordingLogger : ILogger
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        this.Lines.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}");
}
