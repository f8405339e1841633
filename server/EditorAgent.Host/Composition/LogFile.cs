using System.Globalization;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Telemetry;
using Microsoft.Extensions.Logging;

namespace EditorAgent.Host.Composition;

/// <summary>
/// The log: warnings and faults, secrets masked, one file in the user's folder, opened only when there is something to write. Rewritten from scratch when it
/// has grown beyond 5 MB.
/// </summary>
internal sealed class LogFile : ILogger
{
    private const long MaxBytes = 5 * 1024 * 1024;

    private readonly Lock gate = new();

    private LogFile(string path) => this.Path = path;

    public string Path { get; }

    public static LogFile In(EditorAgentHome home) => new(System.IO.Path.Combine(home.Directory, "editor-agent.log"));

    /// <returns>The id under which the fault can be found in the file.</returns>
    public string WriteFault(Exception exception)
    {
        var id = Guid.NewGuid().ToString("N")[..8];
        this.Write($"fault {id}: {exception}");
        return id;
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (this.IsEnabled(logLevel))
        {
            this.Write($"{logLevel}: {formatter(state, exception)}{(exception is null ? "" : Environment.NewLine + exception)}");
        }
    }

    /// <summary>A log that cannot be written must not take the work down with it.</summary>
    private void Write(string text)
    {
        try
        {
            lock (this.gate)
            {
                Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this.Path)!);
                if (File.Exists(this.Path) && new FileInfo(this.Path).Length > MaxBytes)
                {
                    File.Delete(this.Path);
                }

                var now = TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
                File.AppendAllText(this.Path, $"{now} {SecretMask.Of(text)}{Environment.NewLine}");
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"editor-agent: the log {this.Path} cannot be written ({exception.Message}).");
        }
    }
}
