using System.Collections.Immutable;
using EditorAgent.BuiltInTools.Files;
using EditorAgent.BuiltInTools.Planning;
using EditorAgent.BuiltInTools.Search;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.BuiltInTools;

/// <summary>The tools every session has, in the order the model sees them; the order is part of the cached prompt prefix.</summary>
public static class BuiltInToolSet
{
    /// <summary>One set serves one session: the tools share what the model has seen of each file.</summary>
    public static ImmutableArray<ITool> Create(Workspace workspace, IWorkspaceFiles files)
    {
        var ledger = new ReadLedger();
        return
        [
            new ReadTool(workspace, files, ledger),
            new WriteTool(workspace, files, ledger),
            new EditTool(workspace, files, ledger),
            new ListTool(workspace),
            new UpdatePlanTool(),
        ];
    }
}
