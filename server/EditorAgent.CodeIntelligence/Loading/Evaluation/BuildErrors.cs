using System.Collections.Concurrent;
using Microsoft.Build.Framework;

namespace EditorAgent.CodeIntelligence.Loading.Evaluation;

/// <summary>Remembers the first error of each project, which is why a leg is degraded.</summary>
internal sealed class BuildErrors : ILogger
{
    private readonly ConcurrentDictionary<string, string> first = new(StringComparer.Ordinal);

    public LoggerVerbosity Verbosity { get; set; } = LoggerVerbosity.Quiet;

    public string? Parameters { get; set; }

    /// <summary>The code, or the beginning of the message where there is none.</summary>
    public string? Of(string projectPath) => this.first.GetValueOrDefault(projectPath);

    public void Initialize(IEventSource eventSource)
    {
        eventSource.ErrorRaised += (_, error) => this.Add(error.ProjectFile, error.Code, error.Message);
    }

    public void Shutdown()
    {
    }

    private void Add(string? project, string? code, string? message)
    {
        var text = string.IsNullOrEmpty(code) ? message?.Split('\n', 2)[0].Trim() : code;
        if (!string.IsNullOrEmpty(project) && !string.IsNullOrEmpty(text))
        {
            this.first.TryAdd(project, text.Length > 80 ? text[..80] : text);
        }
    }
}
