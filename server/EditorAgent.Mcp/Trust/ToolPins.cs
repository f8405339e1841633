using System.Collections.Immutable;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Trust;

/// <summary>The definitions of tools as the user first met or last approved them, by server identity; kept outside every workspace.</summary>
public sealed class ToolPins(string directory)
{
    /// <summary>Pins what was never seen and compares the rest.</summary>
    /// <returns>For each tool that changed, its name and the change as lines of a diff.</returns>
    public Task<ImmutableDictionary<string, ImmutableArray<string>>> CompareAsync(ServerIdentity server, ImmutableArray<ServerTool> tools, CancellationToken cancellationToken) => throw new NotImplementedException(directory);

    /// <summary>The definition that was last approved; what the model is shown while a change waits.</summary>
    public ServerTool? Approved(ServerIdentity server, string tool) => throw new NotImplementedException();

    public Task ApproveAsync(ServerIdentity server, ServerTool tool, CancellationToken cancellationToken) => throw new NotImplementedException();
}
