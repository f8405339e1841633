using System.Text.RegularExpressions;
using EditorAgent.Core.Agent.CodeActions;
using EditorAgent.LanguageServer.Documents;

namespace EditorAgent.LanguageServer.CodeActions;

/// <summary>
/// Whether a line declares something, by its look alone: enough to offer an action, and no compiler has to be there for it. C#, Java,
/// Kotlin, TypeScript, JavaScript, Python, Go and Rust look much alike.
/// </summary>
internal static partial class Declarations
{
    private const int FurthestBrace = 400;

    /// <returns>From the declaration's line to the end of its block, where there is one; null where the line declares nothing.</returns>
    public static TextRange? At(string text, int line)
    {
        var start = TextLines.OffsetOf(text, new TextPosition(line, 0));
        var end = TextLines.OffsetOf(text, new TextPosition(line, int.MaxValue));
        var masked = CodeMask.Of(text);
        if (!Declaration().IsMatch(masked.AsSpan(start, end - start)) || NoDeclaration().IsMatch(masked.AsSpan(start, end - start)))
        {
            return null;
        }

        return new TextRange(TextLines.PositionOf(text, start), TextLines.PositionOf(text, EndOfBlock(masked, start, end)));
    }

    private static int EndOfBlock(string masked, int start, int endOfLine)
    {
        var open = masked.AsSpan(start, Math.Min(FurthestBrace, masked.Length - start)).IndexOfAny('{', ';');
        if (open < 0 || masked[start + open] == ';')
        {
            return endOfLine;
        }

        var depth = 0;
        for (var at = start + open; at < masked.Length; at++)
        {
            depth += masked[at] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0)
            {
                return at + 1;
            }
        }

        return endOfLine;
    }

    [GeneratedRegex(
        @"^\s*((public|private|protected|internal|static|sealed|abstract|partial|async|override|virtual|readonly|export|default|final|pub(\(\w+\))?|unsafe|extern|open|data|const|declare)\s+)*"
        + @"((class|interface|struct|record|enum|trait|impl|object|namespace|module|delegate|func|fn|fun|def|function|type)\b\s*[\w<(*&]|[\w.<>\[\],?]+\s+\w+\s*(<[^>]*>)?\s*\(|\w+\s*\([^;]*\)\s*[:{]?\s*$)",
        RegexOptions.CultureInvariant, 100)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^\s*(return|await|throw|new|if|else|for|foreach|while|switch|using|lock|catch|yield|var|let|case|do|goto|import|from|elif|with|assert|print|super|this|base)\b|;\s*$(?<!\)\s*;\s*$)|^\s*\w+(\.\w+)+\s*\(|^\s*\w+\s*\([^{]*\)\s*;\s*$", RegexOptions.CultureInvariant, 100)]
    private static partial Regex NoDeclaration();
}
