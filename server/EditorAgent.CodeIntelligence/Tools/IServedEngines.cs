using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.Core.Trust;

namespace EditorAgent.CodeIntelligence.Tools;

/// <summary>The engines behind language servers, as far as routing needs them.</summary>
public interface IServedEngines : IAsyncDisposable
{
    /// <summary>From now on servers may be started in the workspace.</summary>
    void Trust(TrustedWorkspace trusted);

    /// <summary>Whether a path or place is of a language that a server here serves; a bare name is nobody's.</summary>
    bool Serves(string? subject);

    /// <summary>Who may know: the one of the path's language, or all whose language is in the workspace.</summary>
    IEnumerable<ICodeEngine> EnginesFor(string? subject);

    /// <summary>The running ones that serve any of the files.</summary>
    IEnumerable<ICodeEngine> RunningFor(IEnumerable<string> absolutePaths);
}
