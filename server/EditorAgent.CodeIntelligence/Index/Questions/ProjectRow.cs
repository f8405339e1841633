using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Answers;

namespace EditorAgent.CodeIntelligence.Index.Questions;

/// <summary>One project as one line: frameworks, what it references, where it lies, what is in it.</summary>
internal static class ProjectRow
{
    private const int MostNamespaces = 12;
    private const int MostTypes = 60;

    public static AnswerItem Of(IndexSnapshot snapshot, ProjectContents content, ImmutableArray<ProjectContents> all, bool hasTypes)
    {
        var types = content.Types.ToList();
        var head = Head(snapshot, content, all);
        var signature = $"{head}  {string.Join(", ", Inside(content, types))}";
        return new AnswerItem(content.Name, content.Name, $"{head}  {types.Count} types")
        {
            Signature = signature,
            Source = hasTypes ? head + string.Concat(types.GroupBy(type => type.Declaration.Namespace, StringComparer.Ordinal).Select(Namespace)) + Rest(content) : signature,
        };
    }

    private static string Head(IndexSnapshot snapshot, ProjectContents content, ImmutableArray<ProjectContents> all)
    {
        var name = content.Name.PadRight(Math.Min(40, all.Max(other => other.Name.Length)));
        if (content.View is not { } view)
        {
            return name;
        }

        var references = view.References.Select(reference => Path.GetFileNameWithoutExtension(reference)).ToList();
        var language = Path.GetExtension(view.Path).ToUpperInvariant() switch { ".FSPROJ" => "[F#, not indexed]", ".VBPROJ" => "[Visual Basic, not indexed]", _ => null };
        var test = view.TestFramework is { } framework ? $"[test {framework}{(view.UsesTestingPlatform ? ", MTP" : "")}]" : null;
        string?[] pieces =
        [
            name, view.Frameworks.IsEmpty ? null : string.Join(';', view.Frameworks), references.Count == 0 ? null : $"-> {string.Join(", ", references)}", test, language,
            PathNames.FromRoot(snapshot.Root, view.Directory), view.Problem is { } problem ? $"[{problem}]" : null,
        ];
        return string.Join("  ", pieces.OfType<string>());
    }

    private static IEnumerable<string> Inside(ProjectContents content, List<Located> types)
    {
        var namespaces = types.GroupBy(type => type.Declaration.Namespace, StringComparer.Ordinal).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).ToList();
        foreach (var (group, number) in namespaces.Take(MostNamespaces).Select((group, number) => (group, number)))
        {
            yield return $"{Shown(group.Key)} ({group.Count()}{(number == 0 ? " types" : "")})";
        }

        if (namespaces.Count > MostNamespaces)
        {
            yield return $"{namespaces.Count - MostNamespaces} more namespaces";
        }

        foreach (var piece in Extras(content))
        {
            yield return piece;
        }
    }

    private static IEnumerable<string> Extras(ProjectContents content)
    {
        var declarations = content.Files.SelectMany(file => file.Declarations, (file, declaration) => (File: file, Declaration: declaration)).ToList();
        var entry = declarations.FirstOrDefault(each => each.Declaration.Kind == DeclarationKind.EntryPoint
            || each.Declaration is { Kind: DeclarationKind.Method, Name: "Main" } && each.Declaration.Modifiers.Contains("static", StringComparison.Ordinal));
        if (entry.File is not null && content.View?.TestFramework is null)
        {
            yield return $"entry {Path.GetFileName(entry.File.Path)}";
        }

        if (declarations.Count(each => TestAttributes.AreOn(each.Declaration)) is > 0 and var tests)
        {
            yield return $"{tests} tests";
        }
    }

    private static string Rest(ProjectContents content) => string.Join(", ", Extras(content)) is { Length: > 0 } extras ? $"\n  {extras}" : "";

    private static string Namespace(IGrouping<string, Located> types)
    {
        var names = types.Select(type => type.Declaration.ShortName).ToList();
        return $"\n  {Shown(types.Key)}: {string.Join(", ", names.Take(MostTypes))}{(names.Count > MostTypes ? $", and {names.Count - MostTypes} more" : "")}";
    }

    private static string Shown(string name) => name.Length == 0 ? "(global namespace)" : name;
}
