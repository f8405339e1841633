using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.LanguageServers.Servers;
using EditorAgent.CodeIntelligence.Tools;
using EditorAgent.Core.Trust;

namespace EditorAgent.CodeIntelligence.LanguageServers;

/// <summary>The language servers of a workspace towards the tools: known by their languages from the start, alive only once the workspace is trusted.</summary>
/// <param name="declarations">Of several for one extension the first counts.</param>
/// <param name="make">Makes the servers for a workspace whose code may run.</param>
public sealed class ServedEngines(ImmutableArray<LanguageServerDeclaration> declarations, Func<TrustedWorkspace, LanguageServerSet> make) : IServedEngines
{
    private readonly Lock gate = new();
    private LanguageServerSet? servers;
    private bool isClosed;

    /// <summary>Whether a server is declared for files of an extension, dot included.</summary>
    public bool ServesExtension(string extension) => declarations.Any(declaration => declaration.Languages.ContainsKey(extension));

    public void Trust(TrustedWorkspace trusted)
    {
        lock (this.gate)
        {
            if (!this.isClosed)
            {
                this.servers ??= make(trusted);
            }
        }
    }

    public bool Serves(string? subject) => PathOf(subject) is { } path && declarations.Any(declaration => declaration.LanguageOf(path) is not null);

    public IEnumerable<ICodeEngine> EnginesFor(string? subject)
    {
        if (this.Alive() is not { } alive)
        {
            return [];
        }

        return this.Serves(subject) ? alive.For(PathOf(subject)!) is { } one ? [one] : [] : alive.Present(CancellationToken.None);
    }

    public IEnumerable<ICodeEngine> RunningFor(IEnumerable<string> absolutePaths) => this.Alive() is { } alive
        ? absolutePaths.Select(alive.For).OfType<LanguageServerEngine>().Where(engine => engine.IsRunning).Distinct()
        : [];

    public async ValueTask DisposeAsync()
    {
        LanguageServerSet? last;
        lock (this.gate)
        {
            this.isClosed = true;
            last = this.servers;
        }

        await (last?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private LanguageServerSet? Alive()
    {
        lock (this.gate)
        {
            return this.isClosed ? null : this.servers;
        }
    }

    /// <summary>Of <c>src/a.ts</c>, <c>src/a.ts:12</c> and <c>src/a.ts:12:3</c> the path; null for a name.</summary>
    private static string? PathOf(string? subject)
    {
        var path = subject?.Split('\n')[0].Trim();
        for (var colon = path?.LastIndexOf(':') ?? -1; colon > 1 && path![(colon + 1)..].All(char.IsAsciiDigit); colon = path.LastIndexOf(':'))
        {
            path = path[..colon];
        }

        return path is { Length: > 0 } && Path.GetExtension(path).Length > 1 ? path : null;
    }
}
