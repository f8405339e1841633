using EditorAgent.CodeIntelligence.Answers;

namespace EditorAgent.CodeIntelligence.Index.Questions;

/// <summary>A project's types, each with its place, or with the signatures of its members.</summary>
internal static class TypeRows
{
    public static IEnumerable<AnswerItem> Of(IndexSnapshot snapshot, ProjectContents content, bool hasMembers)
    {
        var nested = content.Files.SelectMany(file => file.Declarations).Where(declaration => declaration.Parent is not null && !declaration.IsPositional)
            .ToLookup(declaration => declaration.Parent!.FullName, StringComparer.Ordinal);
        foreach (var type in content.Types)
        {
            var space = type.Declaration.Namespace;
            var signature = $"  {type.Declaration.Signature}  {IndexAnswer.Place(snapshot, type)}";
            var header = $"{content.Name}  {(space.Length == 0 ? "(global namespace)" : space)}";
            yield return new AnswerItem(content.Name, header, $"  {type.Declaration.ShortName}")
            {
                Header = header,
                Signature = signature,
                Source = hasMembers ? signature + string.Concat(Members(nested, type.Declaration, 2)) : signature,
            };
        }
    }

    /// <summary>Of all parts of the type.</summary>
    private static IEnumerable<string> Members(ILookup<string, Declaration> nested, Declaration type, int depth)
    {
        foreach (var member in nested[type.FullName].DistinctBy(member => member.IsType ? member.FullName : $"{member.Start} {member.Signature}"))
        {
            yield return $"\n{new string(' ', 2 * depth)}{member.Signature}";
            if (member.IsType || member.Kind == DeclarationKind.Extension)
            {
                foreach (var inner in Members(nested, member, depth + 1))
                {
                    yield return inner;
                }
            }
        }
    }
}
