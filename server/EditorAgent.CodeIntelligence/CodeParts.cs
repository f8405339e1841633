using EditorAgent.CodeIntelligence.Tools;
using EditorAgent.CodeIntelligence.Workers;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Tools.Writing;
using EditorAgent.Core.Trust;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.CodeIntelligence;

/// <summary>What a session's <see cref="WorkspaceCode"/> is put together from.</summary>
public sealed record CodeParts
{
    public required Workspace Workspace { get; init; }

    public required IWorkspaceFiles Files { get; init; }

    public required WorkspaceTrust Trust { get; init; }

    public required ReadLedger Ledger { get; init; }

    public WithheldFiles? Withheld { get; init; }

    /// <summary>What there is to understand.</summary>
    public required WorkspaceLanguages Languages { get; init; }

    /// <summary>Null where there is no C#.</summary>
    public Lease<CSharpWorker>? CSharp { get; init; }

    /// <summary>Null where no language server serves the workspace.</summary>
    public Lease<IServedEngines>? Servers { get; init; }
}
