using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using EditorAgent.CodeIntelligence;
using EditorAgent.CodeIntelligence.LanguageServers;
using EditorAgent.CodeIntelligence.LanguageServers.Servers;
using EditorAgent.CodeIntelligence.Tools;
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
    private readonly SharedEngines<ServedEngines> served = new();

    /// <returns>Null where it is switched off or there is nothing to understand.</returns>
    public WorkspaceCode? For(Workspace workspace, IWorkspaceFiles files, WorkspaceTrust trust, ReadLedger ledger, WithheldFiles withheld, AgentConfiguration configuration)
    {
        var settings = configuration.Code;
        if (!settings.IsEnabled)
        {
            return null;
        }

        var declarations = new Lazy<LanguageServerDeclarations>(() => LanguageServerDeclarations.From(configuration.LanguageServers));
        var places = new CodePlaces(environment, workspace.Roots);
        var languages = WorkspaceLanguages.In(
            workspace.RealRoot,
            extension => (ServedExtensions.Has(extension) || !configuration.LanguageServers.IsEmpty) && declarations.Value.Servers.Any(declaration => declaration.Languages.ContainsKey(extension) && places.Servers.Find(declaration.Command) is not null),
            () => places.FixSdk is not null);
        if (!languages.HasAny)
        {
            return null;
        }

        return new WorkspaceCode(new CodeParts
        {
            Workspace = workspace,
            Files = files,
            Trust = trust,
            Ledger = ledger,
            Withheld = withheld,
            Languages = languages,
            CSharp = languages.HasCSharp ? this.csharp.Rent(workspace.RealRoot, () => this.MakeWorker(workspace, settings, places.FixSdk)) : null,
            Servers = languages.HasServed ? this.served.Rent(workspace.RealRoot, () => this.MakeServed(workspace, declarations.Value.Servers, places.Servers)).As<IServedEngines>() : null,
        });
    }

    private CSharpWorker MakeWorker(Workspace workspace, CodeSettings settings, string? fixSdk)
    {
        var cache = Path.Combine(CacheFolder.For("code", environment), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(workspace.RealRoot)))[..16]);
        var place = new WorkerPlace(WorkerCommand.In(AppContext.BaseDirectory), workspace.RealRoots, cache, sandbox.Value, time)
        {
            MemoryCeiling = settings.MemoryCeiling * 1_000_000L,
            FixSdk = fixSdk,
        };
        return new CSharpWorker(place, logger);
    }

    private ServedEngines MakeServed(Workspace workspace, ImmutableArray<LanguageServerDeclaration> declarations, TrustedPath path) => new(
        declarations,
        trusted => new LanguageServerSet(
            declarations,
            HostedServerStarter.Confined(trusted, workspace, sandbox.Value, path, ChildEnvironment.From(Environment.GetEnvironmentVariables(), path)),
            workspace,
            time));
}
