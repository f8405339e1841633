using EditorAgent.CodeIntelligence.Loading;

namespace EditorAgent.CodeIntelligence.Tests.Loading;

internal sealed class NoProgress : IProgress<LoadProgress>
{
    public void Report(LoadProgress value)
    {
    }
}
