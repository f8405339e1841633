using System.Text.RegularExpressions;
using EditorAgent.LanguageServer.CodeActions;
using EditorAgent.LanguageServer.Documents;

namespace EditorAgent.LanguageServer.CodeLenses;

/// <summary>
/// The test methods of a C# file, by the attributes of xUnit, NUnit and MSTest (and whatever is named after them), without a compiler: a lens has to
/// be there when the file is opened.
/// </summary>
internal static partial class TestMethods
{
    private const int LongestText = 2_000_000;

    public static IEnumerable<TestMethod> In(string text)
    {
        if (text.Length > LongestText || !TestAttribute().IsMatch(text))
        {
            yield break;
        }

        var masked = CodeMask.Of(text);
        var scopes = new List<(int Depth, string Name)>();
        var depth = 0;
        string? opening = null;
        var isTest = false;
        for (var piece = Piece().Match(masked); piece.Success; piece = piece.NextMatch())
        {
            if (piece.Groups["attribute"].Success)
            {
                var end = EndOfAttributes(masked, piece.Index + piece.Length - 1);
                isTest |= TestAttribute().IsMatch(masked.AsSpan(piece.Index, end - piece.Index));
                piece = Piece().Match(masked, end);
                if (!piece.Success)
                {
                    yield break;
                }
            }

            if (piece.Groups["space"] is { Success: true } space)
            {
                opening = space.Value;
                if (piece.Groups["whole"].Success)
                {
                    scopes.Add((-1, space.Value));
                    opening = null;
                }
            }
            else if (piece.Groups["type"] is { Success: true } type)
            {
                opening = type.Value;
            }
            else if (piece.Groups["method"] is { Success: true } method && isTest)
            {
                isTest = false;
                yield return new TestMethod(
                    string.Join('.', scopes.Select(scope => scope.Name).Append(method.Value)),
                    new(TextLines.PositionOf(text, method.Index), TextLines.PositionOf(text, method.Index + method.Length)));
            }
            else if (piece.Value == "{")
            {
                depth++;
                if (opening is { } name)
                {
                    scopes.Add((depth, name));
                    opening = null;
                }
            }
            else if (piece.Value == "}")
            {
                scopes.RemoveAll(scope => scope.Depth == depth);
                depth--;
                isTest = false;
            }
            else if (piece.Value == ";")
            {
                opening = null;
            }
        }
    }

    /// <returns>Behind the list that begins there, and all that follow it.</returns>
    private static int EndOfAttributes(string masked, int at)
    {
        var depth = 0;
        var end = at;
        for (; at < masked.Length && (depth > 0 || masked[at] == '[' || char.IsWhiteSpace(masked[at])); at++)
        {
            depth += masked[at] switch { '[' => 1, ']' => -1, _ => 0 };
            end = depth == 0 && masked[at] == ']' ? at + 1 : end;
        }

        return end;
    }

    [GeneratedRegex(
        @"\bnamespace\s+(?<space>[\w.]+)\s*(?<whole>;)?|\b(?:class|struct|record(?:\s+(?:class|struct))?)\s+(?<type>\w+)|^[ \t]*(?<attribute>\[)"
        + @"|\b(?<method>\w+)\s*(?:<[\w,\s]*>)?\s*\(|[{};]",
        RegexOptions.CultureInvariant | RegexOptions.Multiline, 1_000)]
    private static partial Regex Piece();

    [GeneratedRegex(@"[\[,]\s*(?:[\w.]+\.)?(?:\w*Fact|\w*Theory|Test|TestCase|TestCaseSource|\w*TestMethod)(?:Attribute)?\s*[\](,]", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex TestAttribute();
}
