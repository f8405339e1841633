using EditorAgent.CodeIntelligence.LanguageServers.Documents;
using EditorAgent.CodeIntelligence.LanguageServers.Engine;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.LanguageServers.Engine;

public sealed class DeclarationSpanTests
{
    [Theory]
    [InlineData("a.py", "x = 1\n\n# Why.\n@cache\n[def f(): ...]\n", "# Why.\n@cache\ndef f(): ...")]
    [InlineData("a.py", "class C:\n    @route(\n        \"/a\",\n        [\"b\"],\n    )\n    [def f(self): ...]\n", "@route(\n        \"/a\",\n        [\"b\"],\n    )\n    def f(self): ...")]
    [InlineData("a.py", "print(1)\n[def f(): ...]\n", "def f(): ...")]
    [InlineData("a.py", "@other\ndef g():\n    print(1)\n[def f(): ...]\n", "def f(): ...")]
    [InlineData("a.c", "#include <a.h>\n[int f(void) {}]\n", "int f(void) {}")]
    [InlineData("a.c", "/* One.\n   Two. */\n[int f(void) {}]\n", "/* One.\n   Two. */\nint f(void) {}")]
    [InlineData("a.ts", "export const [f = 1];\n", "export const f = 1;")]
    [InlineData("a.ts", "f(a, [() => 1]);\n", "() => 1")]
    [InlineData("a.ts", "// Far.\n\n[function f() {}]\n", "function f() {}")]
    [InlineData("a.cpp", "[[nodiscard]]\ntemplate <class T>\n{T f();}\n", "[[nodiscard]]\ntemplate <class T>\nT f();")]
    public void Of_WhenMoreBelongsToIt_TakesThatIn(string path, string marked, string expected)
    {
        var (open, close) = marked.Contains("[[", StringComparison.Ordinal) ? ('{', '}') : ('[', ']');
        var start = path.EndsWith("py", StringComparison.Ordinal) ? marked.IndexOf("[def", StringComparison.Ordinal) : marked.IndexOf(open, StringComparison.Ordinal);
        var text = marked.Remove(start, 1);
        var end = text.LastIndexOf(close);
        text = text.Remove(end, 1);

        var (from, to) = DeclarationSpan.Of(SourceFile.Imagined("/" + path, text), start, end);

        Assert.Equal(expected, text[from..to]);
    }
}
