using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Answers;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Symbols;
using Microsoft.CodeAnalysis;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries.Resolution;

/// <summary>From an address to the symbols of a snapshot. Never guesses: several meanings are listed.</summary>
public sealed class SymbolLookup(CodeSnapshot snapshot)
{
    private const int MostCandidates = 12;

    private readonly DeclarationSearch declarations = new(snapshot);
    private readonly PlaceLookup places = new(snapshot);
    private readonly MetadataLookup metadata = new(snapshot);

    public async Task<SymbolResolution> ResolveAsync(string address, CancellationToken cancellationToken) => SymbolAddress.Parse(address) switch
    {
        SymbolAddress.Unreadable unreadable => Refused(CodeError.SymbolNotFound, $"no symbol can be read from '{Shortened(address)}': {unreadable.Reason}."),
        SymbolAddress.Place place => await this.AtAsync(place, cancellationToken),
        SymbolAddress.DocumentationId id => await this.ByIdAsync(id, cancellationToken),
        SymbolAddress.StackTrace trace => await this.FirstFrameAsync(trace, cancellationToken),
        SymbolAddress.Name name => await this.ByNameAsync(name, cancellationToken),
        _ => throw new InvalidOperationException("unknown form of address"),
    };

    /// <summary>The frames of a stack trace that are of this workspace, innermost first, with their lines.</summary>
    public async Task<ImmutableArray<(StackTraceFrame Frame, ResolvedSymbol Symbol)>> FramesAsync(SymbolAddress.StackTrace trace, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<(StackTraceFrame, ResolvedSymbol)>();
        foreach (var frame in trace.Frames)
        {
            var symbol = frame is { Path: { } path, Line: { } line } ? await this.places.FindAsync(new SymbolAddress.Place(path, line, null), cancellationToken) : null;
            symbol ??= frame.Symbol is { } name && await this.SourceAsync(name, cancellationToken) is [var first, ..] ? first : null;
            if (symbol is not null)
            {
                found.Add((frame, symbol));
            }
        }

        return found.ToImmutable();
    }

    private async Task<SymbolResolution> AtAsync(SymbolAddress.Place place, CancellationToken cancellationToken)
    {
        if (await this.places.FindAsync(place, cancellationToken) is { } found)
        {
            return new SymbolResolution { Symbols = [found] };
        }

        return SnapshotDocuments.At(snapshot, place.Path).IsEmpty
            ? Refused(CodeError.SymbolNotFound, $"no loaded project compiles {place.Path}. {snapshot.Coverage}")
            : Refused(CodeError.SymbolNotFound, $"nothing is declared at {place}.");
    }

    private async Task<SymbolResolution> ByIdAsync(SymbolAddress.DocumentationId id, CancellationToken cancellationToken)
    {
        if (id.AsName is { } name)
        {
            var named = await this.SourceAsync(name with { Parameters = null }, cancellationToken);
            var exact = named.Where(found => DocumentationCommentId.CreateDeclarationId(found.Symbol) == id.Id || found.Symbol.GetDocumentationCommentId() == id.Id).ToImmutableArray();
            exact = exact.IsEmpty ? [.. named.Where(found => found.Symbol.GetDocumentationCommentId() == id.Id.Split('~')[0])] : exact;
            if (!exact.IsEmpty)
            {
                return new SymbolResolution { Symbols = exact };
            }
        }

        foreach (var project in SnapshotDocuments.Projects(snapshot))
        {
            var compilation = await project.GetCompilationAsync(cancellationToken);
            if (DocumentationCommentId.GetFirstSymbolForDeclarationId(id.Id, compilation!) is { } symbol)
            {
                return new SymbolResolution { Symbols = [new ResolvedSymbol(symbol, project)] };
            }
        }

        return await this.NotFoundAsync(id.Id, id.AsName?.Last.Identifier ?? id.Id, cancellationToken);
    }

    private async Task<SymbolResolution> FirstFrameAsync(SymbolAddress.StackTrace trace, CancellationToken cancellationToken)
    {
        var frames = await this.FramesAsync(trace, cancellationToken);
        return frames is [var (frame, symbol), ..]
            ? new SymbolResolution { Symbols = [symbol], Remark = $"of the stack trace: {symbol.Name}, frame {trace.Frames.IndexOf(frame) + 1} of {trace.Frames.Length}" }
            : Refused(CodeError.SymbolNotFound, $"none of the {trace.Frames.Length} frames is of this workspace. {snapshot.Coverage}");
    }

    private async Task<SymbolResolution> ByNameAsync(SymbolAddress.Name name, CancellationToken cancellationToken)
    {
        var found = await this.SourceAsync(name, cancellationToken);
        if (found.Count == 0 && name.Parts.Length > 1)
        {
            found = await this.metadata.FindAsync(name, cancellationToken);
            found = found.Count == 0 && NameMatch.AsConstructor(name) is { } constructor ? await this.metadata.FindAsync(constructor, cancellationToken) : found;
        }

        if (found.Count == 0)
        {
            return await this.NotFoundAsync(name.ToString(), name.Last.Identifier, cancellationToken);
        }

        // INamed.Rename is the interface's own member before it is somebody's explicit implementation of it.
        var plain = found.Where(one => NameMatch.IsEndOf(name, [.. SymbolNames.Parts(one.Symbol).Where(part => !part.IsOptional)])).ToList();
        found = plain.Count > 0 ? plain : found;
        var exact = found.Where(one => SymbolNames.Parts(one.Symbol).Count(part => !part.IsOptional) == name.Parts.Length).ToList();
        var meant = exact.Count > 0 && AreOverloads(exact) ? exact : found;
        return AreOverloads(meant) ? new SymbolResolution { Symbols = [.. meant] } : await this.AmbiguousAsync(name, meant, cancellationToken);
    }

    private async Task<List<ResolvedSymbol>> SourceAsync(SymbolAddress.Name name, CancellationToken cancellationToken)
    {
        var found = await this.declarations.FindAsync(name, cancellationToken);
        return found.Count == 0 && NameMatch.AsConstructor(name) is { } constructor ? await this.declarations.FindAsync(constructor, cancellationToken) : found;
    }

    private static bool AreOverloads(List<ResolvedSymbol> found) =>
        found.Count == 1 || (found.All(one => one.Symbol is IMethodSymbol or IPropertySymbol { IsIndexer: true })
            && found.Select(one => (one.Symbol.Name, Declaring(one.Symbol), one.Symbol.ContainingType?.Locations[0].SourceTree?.FilePath)).Distinct().Count() == 1);

    /// <summary>Methods of one static class are overloads in whichever extension block they stand.</summary>
    private static string Declaring(ISymbol symbol) => SymbolNames.Full(symbol.ContainingType is { IsExtension: true, ContainingType: { } around } ? around : symbol.ContainingSymbol);

    private async Task<SymbolResolution> NotFoundAsync(string address, string identifier, CancellationToken cancellationToken)
    {
        var near = await NearestNames.FindAsync(snapshot, identifier, cancellationToken);
        var hint = near.Count > 0 ? $" Near: {string.Join(", ", near)}." : "";
        var covered = snapshot.Coverage.IsComplete ? "" : " in the covered part";
        return Refused(CodeError.SymbolNotFound, $"no symbol '{Shortened(address)}'{covered}.{hint}\n{snapshot.Coverage}");
    }

    private async Task<SymbolResolution> AmbiguousAsync(SymbolAddress.Name name, List<ResolvedSymbol> found, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        foreach (var one in found.Take(MostCandidates))
        {
            lines.Add($"{SymbolNames.Kind(one.Symbol),-9} {SymbolNames.Full(one.Symbol)}  {await DeclaredAt.TextAsync(snapshot, one, cancellationToken)}");
        }

        var more = found.Count > MostCandidates ? $"\nand {found.Count - MostCandidates} more" : "";
        return Refused(CodeError.AmbiguousSymbol, $"'{name}' means {found.Count} symbols; ask again with one of these names or path:line:\n{string.Join('\n', lines)}{more}");
    }

    private static string Shortened(string address) => address.Length > 120 ? address[..120] + "…" : address;

    private static SymbolResolution Refused(CodeError error, string message) => SymbolResolution.Refused(CodeAnswer.Failed(error, message));
}
