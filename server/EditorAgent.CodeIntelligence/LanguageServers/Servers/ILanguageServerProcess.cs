using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.LanguageServers.Servers;

/// <summary>A started server as this room sees it. Disposing of it ends it and all it started.</summary>
public interface ILanguageServerProcess : IAsyncDisposable
{
    /// <summary>What we write, it reads.</summary>
    Stream Input { get; }

    /// <summary>What it writes, we read.</summary>
    Stream Output { get; }

    /// <summary>The last lines of its standard error.</summary>
    ImmutableArray<string> ErrorTail { get; }

    /// <summary>Completes when it is gone.</summary>
    Task Ended { get; }
}
