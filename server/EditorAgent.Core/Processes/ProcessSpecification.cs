using System.Collections.Immutable;
using EditorAgent.Core.Processes.Confining;

namespace EditorAgent.Core.Processes;

/// <summary>A program to run to its end: never a command line, always a vector.</summary>
public sealed record ProcessSpecification
{
    /// <summary>Absolute; nothing is searched for.</summary>
    public required string Program { get; init; }

    public ImmutableArray<string> Arguments { get; init; } = [];

    /// <summary>In place of <see cref="Arguments"/>, on Windows only: for a program that takes its command line apart by rules of its own. Whoever sets it has quoted by those.</summary>
    public string? CommandLine { get; init; }

    public required string WorkingDirectory { get; init; }

    /// <summary>The whole environment but for the run's marker; nothing is inherited.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    public required TimeSpan Timeout { get; init; }

    /// <summary>Keeps the output character by character instead of taking out what is meant for a terminal: for output that is parsed.</summary>
    public bool IsOutputExact { get; init; }

    /// <summary>How often what a confined program makes of protected files is looked at while it runs; null only when it has ended.</summary>
    public TimeSpan? InspectEvery { get; init; }

    /// <summary>Whether a file holds what EditorAgent itself has written meanwhile, by its path: it is not taken for the program's.</summary>
    public Func<string, bool>? IsWrittenMeanwhile { get; init; }

    /// <summary>Hears what is found of protected files, as soon as it is; from any thread.</summary>
    public Action<string>? Found { get; init; }

    /// <summary>Set by <see cref="Sandbox.Confine"/>: by whom it is kept in; null runs it as it is.</summary>
    internal ConfinedProgram? Confined { get; init; }
}
