using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.LanguageServers.Client;
using EditorAgent.CodeIntelligence.LanguageServers.Documents;
using EditorAgent.CodeIntelligence.LanguageServers.Engine;
using EditorAgent.CodeIntelligence.LanguageServers.Servers;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.CodeIntelligence.LanguageServers;

/// <summary>The language servers of a workspace whose code may run. None is started before the first question to it.</summary>
public sealed class LanguageServerSet : IAsyncDisposable
{
    private readonly SourceTexts texts;

    /// <param name="declarations">Of several for one extension the first counts.</param>
    /// <param name="starter">Starts them, kept in.</param>
    /// <param name="workspace">Whose texts they see.</param>
    /// <param name="time">Measures deadlines.</param>
    public LanguageServerSet(ImmutableArray<LanguageServerDeclaration> declarations, ILanguageServerStarter starter, Workspace workspace, TimeProvider time)
        : this(declarations, starter, workspace, new LspLimits(), time)
    {
    }

    internal LanguageServerSet(ImmutableArray<LanguageServerDeclaration> declarations, ILanguageServerStarter starter, Workspace workspace, LspLimits limits, TimeProvider time)
    {
        this.texts = new SourceTexts(workspace, time);
        this.Engines = [.. declarations.Select(declaration => new LanguageServerEngine(new LanguageServer(declaration, starter, this.texts, limits, time), this.texts, limits, time))];
    }

    public ImmutableArray<LanguageServerEngine> Engines { get; }

    /// <summary>Which questions at least one of them may be asked.</summary>
    public ImmutableHashSet<CodeQuestion> Offers => [.. this.Engines.SelectMany(engine => engine.Offers)];

    /// <summary>The one for a file, or null.</summary>
    public LanguageServerEngine? For(string path) => this.Engines.FirstOrDefault(engine => engine.Covers(path));

    /// <summary>Those whose languages the workspace has files of; looks at the disk, starts nothing.</summary>
    public ImmutableArray<LanguageServerEngine> Present(CancellationToken cancellationToken)
    {
        var extensions = WorkspaceFiles.List(this.texts.Workspace.RealRoots, cancellationToken).Keys.Concat(this.texts.Buffers).Select(path => Path.GetExtension(path)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. this.Engines.Where(engine => extensions.Any(engine.Declaration.Languages.ContainsKey))];
    }

    /// <summary>
    /// Those that a symbol address may belong to: by the place that it names, else by which sources hold its last name. Looks at the disk,
    /// starts nothing.
    /// </summary>
    public ImmutableArray<LanguageServerEngine> Meant(string address, CancellationToken cancellationToken)
    {
        var meant = AddressText.Of(address).ToList();
        var places = meant.Where(one => one.Path is not null).Select(one => this.For(one.Path!)).OfType<LanguageServerEngine>().Distinct().ToImmutableArray();
        if (!places.IsEmpty || meant.FirstOrDefault(one => one.Path is null) is not { } name)
        {
            return places;
        }

        var sources = WorkspaceFiles.List(this.texts.Workspace.RealRoots, cancellationToken).Keys.Concat(this.texts.Buffers).Distinct(StringComparer.Ordinal).ToList();
        return [.. this.Engines.Where(engine => !Namesakes.Holding(this.texts, sources.Where(path => this.For(path) == engine), name.Names[^1], cancellationToken).IsEmpty)];
    }

    /// <summary>Ends all servers.</summary>
    public async ValueTask DisposeAsync() => await Task.WhenAll(this.Engines.Select(engine => engine.DisposeAsync().AsTask()));
}
