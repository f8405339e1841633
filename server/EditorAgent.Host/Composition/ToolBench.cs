using System.Collections.Immutable;
using EditorAgent.Core.Agent;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Sessions;

namespace EditorAgent.Host.Composition;

/// <summary>A session's tools and everything that decides about their calls, without a model.</summary>
/// <param name="Session">Its journal.</param>
/// <param name="Parts">Its workspace, tools, trust and rules.</param>
/// <param name="Rules">The configured rules, for a policy of one's own.</param>
internal sealed record ToolBench(Session Session, AgentParts Parts, ImmutableArray<PermissionRuleEntry> Rules) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await this.Session.DisposeAsync();
        await (this.Parts.Code?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}
