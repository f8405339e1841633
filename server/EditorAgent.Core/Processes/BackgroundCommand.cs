using System.Globalization;

namespace EditorAgent.Core.Processes;

/// <summary>A command that runs, or has run, beside the conversation.</summary>
/// <param name="id">Short: <c>c1</c>.</param>
/// <param name="title">The command in one line.</param>
/// <param name="isKeptIn">Whether the sandbox held it, without network.</param>
/// <param name="command">The run.</param>
public sealed class BackgroundCommand(string id, string title, bool isKeptIn, RunningCommand command)
{
    private int told;

    public string Id => id;

    public string Title => title;

    public bool IsKeptIn => isKeptIn;

    public RunningCommand Command => command;

    public bool HasEnded => command.Ended.IsCompleted;

    /// <summary>Characters that somebody has been shown.</summary>
    public long Shown { get; set; }

    /// <summary>What was found of protected files, one line each.</summary>
    public IEnumerable<string> Findings => command.Findings;

    /// <summary>How it stands, in a few words.</summary>
    public string Standing => command.Ended switch
    {
        { IsCompletedSuccessfully: true, Result: var outcome } => string.Create(CultureInfo.InvariantCulture, $"exit code {outcome.ExitCode}, {outcome.Duration.TotalSeconds:0.0} s"),
        { IsFaulted: true, Exception.InnerException.Message: var message } => $"not run: {message}",
        { IsCanceled: true } => "stopped",
        _ => string.Create(CultureInfo.InvariantCulture, $"running for {command.Running.TotalSeconds:0} s"),
    };

    /// <summary>True once: the model learns of the end by whoever asks.</summary>
    public bool TryTell() => Interlocked.Exchange(ref this.told, 1) == 0;
}
