using System.Collections.Immutable;

namespace EditorAgent.Core.Processes.Confining;

/// <summary>A program ready to start inside, and what is looked at when it has ended.</summary>
internal sealed record ConfinedLaunch
{
    /// <summary>The program that confines, and its arguments up to and with the confined program's own.</summary>
    public required ImmutableArray<string> Words { get; init; }

    /// <summary>The environment of the program that confines; nothing that the confined one must not read.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>A file that the confining program finds open as descriptor 9, or null. It then also reports its doings on descriptor 3.</summary>
    public string? FilterFile { get; init; }

    /// <summary>The protected entries as they were before; null where nothing can be written.</summary>
    public ProtectedEntries? Before { get; init; }
}
