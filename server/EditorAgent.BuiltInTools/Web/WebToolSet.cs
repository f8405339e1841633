using System.Collections.Immutable;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Tools;

namespace EditorAgent.BuiltInTools.Web;

/// <summary>The tools that reach the web: fetching always, searching where a service is configured.</summary>
public static class WebToolSet
{
    public static ImmutableArray<ITool> Create(WebSettings settings, PermissionPolicy permissions, TimeProvider time)
    {
        var fetch = new WebFetchTool(address => permissions.Decide(new PermissionQuestion(WebFetchTool.Name, true, [new PermissionSubject.Url(address)])).Decision, settings.AllowsLoopback, time);
        return settings.Search is { } service ? [fetch, new WebSearchTool(service, time)] : [fetch];
    }
}
