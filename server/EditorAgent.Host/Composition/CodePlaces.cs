using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Fixing;
using EditorAgent.CodeIntelligence.LanguageServers.Servers;
using EditorAgent.Core.Processes;

namespace EditorAgent.Host.Composition;

/// <summary>Where on this machine code intelligence finds what it does not bring along; looked for when first asked.</summary>
/// <param name="environment">The variables the process was started with.</param>
/// <param name="roots">Nothing is found in the workspace.</param>
internal sealed class CodePlaces(IReadOnlyDictionary<string, string> environment, ImmutableArray<string> roots)
{
    private readonly Lazy<TrustedPath> servers =
        new(() => ServerPath.Of(environment.GetValueOrDefault("PATH"), Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), roots));

    private readonly Lazy<string?> fixSdk = new(() => DotnetRoot(environment, roots) is { } root ? FixHostAvailability.Find(root) : null);

    /// <summary>Where language servers are.</summary>
    public TrustedPath Servers => this.servers.Value;

    /// <summary>The SDK whose fixers and refactorings can be used, or null.</summary>
    public string? FixSdk => this.fixSdk.Value;

    private static string? DotnetRoot(IReadOnlyDictionary<string, string> environment, ImmutableArray<string> roots)
    {
        if (environment.GetValueOrDefault("DOTNET_ROOT") is { Length: > 0 } root && Directory.Exists(root))
        {
            return root;
        }

        return new TrustedPath(environment.GetValueOrDefault("PATH"), roots).Find("dotnet") is { } program
            ? Path.GetDirectoryName(new FileInfo(program).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? program)
            : null;
    }
}
