using System.Collections.Immutable;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Hub.Memory;

/// <summary>What a server spoke and had when it was last reached.</summary>
/// <param name="Context">Of the authorization with which the lists were read (<see cref="Starting.EndpointMaker.ContextOf"/>).</param>
/// <param name="Tools">Null where it has none, or where they were never read.</param>
internal sealed record ServerMemory(
    string Context, ServerEra Era, ServerIntroduction Introduction, RememberedList<ServerTool>? Tools, RememberedList<ServerPrompt>? Prompts)
{
    /// <summary>The same without what was meant for another authorization.</summary>
    public ServerMemory For(string context) => context == this.Context
        ? this
        : this with
        {
            Tools = this.Tools is { IsPrivate: false } ? this.Tools : null,
            Prompts = this.Prompts is { IsPrivate: false } ? this.Prompts : null,
        };
}
