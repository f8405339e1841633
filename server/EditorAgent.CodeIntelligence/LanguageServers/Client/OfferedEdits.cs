using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.LanguageServers.Protocol;

namespace EditorAgent.CodeIntelligence.LanguageServers.Client;

/// <summary>Edits that a server wants made. They are taken only while a command runs that was asked for; they are never made here.</summary>
internal sealed class OfferedEdits
{
    private const int MostEdits = 20;

    private readonly Lock gate = new();
    private ImmutableArray<WorkspaceEdit>.Builder? wanted;

    /// <summary>From now on edits are taken.</summary>
    public void Want()
    {
        lock (this.gate)
        {
            this.wanted = ImmutableArray.CreateBuilder<WorkspaceEdit>();
        }
    }

    /// <summary>What was offered; nothing more is taken.</summary>
    public ImmutableArray<WorkspaceEdit> Take()
    {
        lock (this.gate)
        {
            var taken = this.wanted?.ToImmutable() ?? [];
            this.wanted = null;
            return taken;
        }
    }

    /// <returns>False when nobody wants edits now.</returns>
    public bool Offer(WorkspaceEdit edit)
    {
        lock (this.gate)
        {
            if (this.wanted is null || this.wanted.Count == MostEdits)
            {
                return false;
            }

            this.wanted.Add(edit);
            return true;
        }
    }
}
