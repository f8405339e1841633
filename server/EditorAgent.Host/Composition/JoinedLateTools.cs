using EditorAgent.Core.Tools;

namespace EditorAgent.Host.Composition;

/// <summary>Two that bring tools later, as one.</summary>
internal sealed class JoinedLateTools(ILateTools first, ILateTools second) : ILateTools
{
    public ILateTools First => first;

    public async ValueTask BeginTurnAsync(CancellationToken cancellationToken)
    {
        await first.BeginTurnAsync(cancellationToken);
        await second.BeginTurnAsync(cancellationToken);
    }

    public async ValueTask<ITool?> FindAsync(string toolName, CancellationToken cancellationToken) =>
        await first.FindAsync(toolName, cancellationToken) ?? await second.FindAsync(toolName, cancellationToken);

    public string? WhyMissing(string toolName) => first.WhyMissing(toolName) ?? second.WhyMissing(toolName);

    public async ValueTask DisposeAsync()
    {
        await first.DisposeAsync();
        await second.DisposeAsync();
    }
}
