using System.Security.Cryptography;
using System.Text;
using EditorAgent.CodeIntelligence;
using EditorAgent.CodeIntelligence.Workers;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Tools.Writing;
using EditorAgent.Core.Trust;
using EditorAgent.Core.Workspaces;
using Microsoft.Extensions.Logging;

namespace EditorAgent.Host.Composition;

/// <summary>Gives each session its code intelligence; the engines behind it belong to the workspace and are shared.</summary>
internal sealed class CodeComposition(IReadOnlyDictionary<string, string> environment, Lazy<Sandbox> sandbox, TimeProvider time, ILogger logger)
{
    private readonly SharedEngines<CSharpWorker> csharp = new();

    /// <returns>Null where it is switched off or there is nothing to understand.</returns>
    public WorkspaceCode? For(Workspace workspace, IWorkspaceFiles files, WorkspaceTrust trust, ReadLedger ledger, WithheldFiles withheld, CodeSettings settings)
    {
        if (!settings.IsEnabled)
        {
            return null;
        }

        var languages = WorkspaceLanguages.In(workspace.RealRoot, _ => false, () => false);
        return new WorkspaceCode(new CodeParts
        {
            Workspace = workspace,
            Files = files,
            Trust = trust,
            Ledger = ledger,
            Withheld = withheld,
            Languages = languages,
            CSharp = languages.HasCSharp ? this.csharp.Rent(workspace.RealRoot, () => this.MakeWorker(workspace, settings)) : null,
        });
    }

    private CSharpWorker MakeWorker(Workspace workspace, CodeSettings settings)
    {
        var cache = Path.Combine(CodeCache.DirectoryFrom(environment), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(workspace.RealRoot)))[..16]);
        var place = new WorkerPlace(WorkerCommand.In(AppContext.BaseDirectory), workspace.RealRoots, cache, sandbox.Value, time) { MemoryCeiling = settings.MemoryCeiling * 1_000_000L };
        return new CSharpWorker(place, logger);
    }
}
