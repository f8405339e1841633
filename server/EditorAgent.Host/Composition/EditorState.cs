using EditorAgent.Core.Tools.Testing;
using EditorAgent.Core.Workspaces.Buffers;

namespace EditorAgent.Host.Composition;

/// <summary>What the sessions of a process share with an editor's LSP connection.</summary>
internal sealed class EditorState
{
    public OpenBuffers Buffers { get; } = new();

    public TestOutcomes Outcomes { get; } = new();
}
