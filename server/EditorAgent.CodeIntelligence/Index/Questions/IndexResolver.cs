using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Answers;
using EditorAgent.CodeIntelligence.Symbols;

namespace EditorAgent.CodeIntelligence.Index.Questions;

/// <summary>Finds the declarations that an address means. Where several symbols fit, it says which; it never chooses one.</summary>
public static class IndexResolver
{
    public static Resolution Resolve(IndexSnapshot snapshot, SymbolAddress address) => address switch
    {
        SymbolAddress.Name name => Named(snapshot, name, _ => true),
        SymbolAddress.DocumentationId { AsName: { } name } id => Named(snapshot, name, declaration => Fits(id.Id[0], declaration.Kind)),
        SymbolAddress.Place place => At(snapshot, place),
        SymbolAddress.StackTrace trace => trace.Frames.Select(frame => Frame(snapshot, frame)).FirstOrDefault(found => found is not Resolution.NotFound)
            ?? new Resolution.NotFound("no frame of the stack trace is in this workspace"),
        SymbolAddress.Unreadable unreadable => new Resolution.NotFound(unreadable.Reason),
        _ => new Resolution.NotFound($"{address} cannot be read as a name"),
    };

    /// <summary>By its file and line where the file is ours, else by the method's name.</summary>
    public static Resolution Frame(IndexSnapshot snapshot, StackTraceFrame frame)
    {
        if (frame is { Path: { } path, Line: { } line } && At(snapshot, new SymbolAddress.Place(path, line, null)) is Resolution.Found found)
        {
            return found;
        }

        return frame.Symbol is null ? new Resolution.NotFound($"nobody wrote the code of '{frame.Text}'") : Named(snapshot, frame.Symbol with { IsRooted = true }, _ => true);
    }

    private static Resolution Named(IndexSnapshot snapshot, SymbolAddress.Name name, Func<Declaration, bool> isKind)
    {
        var fitting = Fitting(snapshot, name, isKind);
        if (fitting.Count == 0 && NameMatch.AsConstructor(name) is { } constructor && Fitting(snapshot, constructor, isKind) is { Count: > 0 } constructors)
        {
            (fitting, name) = (constructors, constructor);
        }

        if (fitting.Count == 0)
        {
            return new Resolution.NotFound(Missing(snapshot, name));
        }

        var chosen = fitting.Where(located => IsOverload(name, located.Declaration)).ToList();
        if (chosen.Count == 0)
        {
            return new Resolution.NotFound($"{name} has no such overload. There are: {string.Join("; ", fitting.Take(10).Select(located => located.Declaration.FullName))}");
        }

        // A full name means itself, even where it is the end of a longer one: otherwise nothing would name it.
        var whole = chosen.Where(located => NameMatch.IsEndOf(name with { IsRooted = true }, located.Declaration.Path)).ToList();
        chosen = whole.Count > 0 ? whole : chosen;
        var families = chosen.Select(located => (located.Declaration.Container, located.Declaration.ShortName, snapshot.Projects.Of(located.File.Path)?.Path)).Distinct().Count();
        return families == 1 ? new Resolution.Found([.. chosen]) : new Resolution.Ambiguous([.. chosen]);
    }

    private static List<Located> Fitting(IndexSnapshot snapshot, SymbolAddress.Name name, Func<Declaration, bool> isKind) =>
        // A type followed by parameters means its constructor, not the type.
        [.. snapshot.Named(name.Last.Identifier).Where(located => isKind(located.Declaration) && !(name.Parameters is not null && located.Declaration.IsType) && NameMatch.IsEndOf(name, located.Declaration.Path))];

    private static bool IsOverload(SymbolAddress.Name name, Declaration declaration) =>
        (name.Parameters is not { } written || (!declaration.Parameters.IsDefault && ParameterText.Matches(written, declaration.Parameters)))
        && (name.ReturnType is not { } type || declaration.Types.IsEmpty || TypeText.Parse(type).Matches(TypeText.Parse(declaration.Types[0])));

    private static bool Fits(char kind, DeclarationKind declared) => kind switch
    {
        'T' => declared <= DeclarationKind.Delegate,
        'M' => declared is DeclarationKind.Method or DeclarationKind.Constructor or DeclarationKind.Finalizer or DeclarationKind.Operator or DeclarationKind.EntryPoint,
        'P' => declared is DeclarationKind.Property or DeclarationKind.Indexer,
        'F' => declared is DeclarationKind.Field or DeclarationKind.EnumMember,
        'E' => declared == DeclarationKind.Event,
        _ => false,
    };

    private static string Missing(IndexSnapshot snapshot, SymbolAddress.Name name)
    {
        var same = snapshot.Named(name.Last.Identifier).Select(located => located.Declaration.FullName).Distinct(StringComparer.Ordinal).ToList();
        if (same.Count > 0)
        {
            return $"there is no {name}. Of that name there are: {string.Join("; ", same.Take(10))}{(same.Count > 10 ? $", and {same.Count - 10} more" : "")}";
        }

        var near = NearestNames.Of(snapshot.Names, name.Last.Identifier).SelectMany(snapshot.Named).Select(located => located.Declaration.FullName).Distinct(StringComparer.Ordinal).Take(5).ToList();
        return $"there is no {name}.{(near.Count > 0 ? $" Nearest: {string.Join("; ", near)}" : " Only this workspace's code is known here; find_symbol looks for parts of names")}";
    }

    private static Resolution At(IndexSnapshot snapshot, SymbolAddress.Place place)
    {
        var files = snapshot.FilesAt(place.Path);
        if (files.Count != 1)
        {
            return new Resolution.NotFound(files.Count == 0
                ? $"no C# file of the workspace is called {place.Path}"
                : $"{files.Count} files are called {place.Path}: {string.Join(", ", files.Take(10).Select(file => PathNames.FromRoot(snapshot.Root, file.Path)))}");
        }

        // A line of a type's head is the type, although on one line its members may stand there too.
        var around = files[0].Declarations.Where(declaration => declaration.FirstLine <= place.Line && place.Line <= declaration.LastLine).ToList();
        var inner = place.Column is { } column && IndexSnapshot.Read(files[0]) is { } shown
            ? around.Where(declaration => Holds(declaration, shown.Lines.StartOf(place.Line) + column - 1)).MinBy(declaration => declaration.Length) ?? around.LastOrDefault()
            : around.MinBy(declaration => declaration.LastLine - declaration.FirstLine);
        return inner is null
            ? new Resolution.NotFound(files[0].Problem is { } problem ? $"{place.Path} is not indexed: {problem}" : $"line {place.Line} of {PathNames.FromRoot(snapshot.Root, files[0].Path)} lies in no declaration{Reach(files[0], place.Line)}")
            : new Resolution.Found([new Located(files[0], inner)]);
    }

    /// <summary>A line past the last declaration mostly comes from another version of the file.</summary>
    private static string Reach(IndexedFile file, int line)
    {
        var last = file.Declarations.IsEmpty ? 0 : file.Declarations.Max(declaration => declaration.LastLine);
        return line > last && last > 0 ? $"; the last one ends at line {last}" : "; code_overview of the file lists them";
    }

    private static bool Holds(Declaration declaration, int position) => declaration.Start <= position && position < declaration.Start + declaration.Length;
}
