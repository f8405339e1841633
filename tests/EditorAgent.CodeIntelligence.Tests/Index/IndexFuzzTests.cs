using System.Text;
using EditorAgent.CodeIntelligence.Answers;
using EditorAgent.CodeIntelligence.Index;
using EditorAgent.CodeIntelligence.Symbols;
using EditorAgent.Fuzzing;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Index;

public sealed class IndexFuzzTests
{
    private static readonly string[] Corpus =
    [
        "namespace Shop.Core;\n\n/// <summary>One.</summary>\n[Serializable]\npublic sealed partial class Order<T>(int id) : Entity, IComparable<Order<T>> where T : class\n{\n    private readonly int a = 1, b;\n    public event EventHandler? Changed;\n    public int Total { get; private set; }\n    public T this[int index] => default!;\n    [Fact]\n    public async Task<T> LoadAsync<K>(ref int x, params K[] rest) { int Local() => 1; return default!; }\n    int IComparable<Order<T>>.CompareTo(Order<T>? other) => 0;\n    public static implicit operator int(Order<T> a) => 0;\n}\n",
        "#if DEBUG\nusing System;\n#endif\nConsole.WriteLine(\"\"\"raw {x}\"\"\");\nrecord struct P(int X, string Y);\nenum E : byte { A = 1, B }\nstatic class X { extension<T>(List<T> s) { public bool IsEmpty => true; } }\n",
        "namespace A { namespace B.C { interface I { static abstract I operator checked +(I a, I b); void M() { } } delegate void D<in X>(X x); struct S { ~S() { } static S() { } } } }",
        "\ufeffclass C\r\n{\r\n\t// c\r\n\tint x /* y */ = $\"{1 + 2}\".Length;\r\n}\r\n",
    ];

    private static readonly string[] Words =
        ["class ", "{", "}", "(", ")", "<", ">", "[", "]", ";", "=>", "operator ", "this[", "/*", "*/", "///", "\"\"\"", "$\"{", "#if ", "#endif", "namespace ", "record ", "extension(", "where T :", "@", "\\u0041"];

    [Fact]
    public Task Of_WhenSourceIsMutated_GivesDeclarationsInsideTheTextThatSurviveTheCache() =>
        FuzzRun.AllAsync(new ByteMutator(FuzzBudget.Seed, Corpus, Words), FuzzBudget.Iterations, bytes =>
        {
            if (ShownFile.Of("/w/A.cs", bytes) is { } file)
            {
                Check(file);
            }

            return Task.CompletedTask;
        });

    private static void Check(ShownFile file)
    {
        var declarations = IndexedFile.OfBuffer(file, CancellationToken.None).Declarations;
        foreach (var declaration in declarations)
        {
            Assert.InRange(declaration.Start, 0, file.Text.Length);
            Assert.InRange(declaration.Start + declaration.Length, declaration.Start, file.Text.Length);
            Assert.InRange(declaration.FirstLine, 1, file.Lines.Count);
            Assert.InRange(declaration.LastLine, declaration.FirstLine, file.Lines.Count);
            _ = SymbolAddress.Parse(declaration.FullName);
            _ = declaration.Path;
        }

        var stored = DeclarationCodec.Read(DeclarationCodec.Write(declarations).Span);
        Assert.Equal(declarations.Select(Printed), stored.Select(Printed));
    }

    private static string Printed(Declaration declaration) => new StringBuilder()
        .AppendJoin('|', declaration.FullName, declaration.Kind, declaration.Start, declaration.Length, declaration.FirstLine, declaration.NameLine, declaration.LastLine)
        .AppendJoin('|', declaration.Signature, declaration.Modifiers, declaration.Qualifier, declaration.IsPositional, declaration.Parameters.IsDefault)
        .AppendJoin(',', declaration.Types).AppendJoin(',', declaration.Attributes).ToString();
}
