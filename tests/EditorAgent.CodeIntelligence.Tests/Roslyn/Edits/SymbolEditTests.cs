using EditorAgent.CodeIntelligence.Contract;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Roslyn.Edits;

public sealed class SymbolEditTests : IDisposable
{
    private readonly EditWorkspace workspace = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => this.workspace.Dispose();

    [Fact]
    public async Task ReplaceSymbol_WhenItHasDocumentationAndAttributes_TakesThemInAndIndentsTheText()
    {
        var result = await this.EditAsync(
            """
            namespace Shop
            {
                public class Orders
                {
                    private int count;

                    // A remark that stays.

                    /// <summary>Old.</summary>
                    [Obsolete]
                    public int Load(int id)
                    {
                        return id;
                    }

                    public int Load(string id) => 0;
                }
            }
            """,
            new CodeEdit("replace_symbol")
            {
                Symbol = "Orders.Load(int)",
                Text = "/// <summary>New.</summary>\npublic int Load(int id)\n{\n    if (id < 0)\n    {\n        throw new ArgumentException();\n    }\n\n    return id;\n}\n",
            });

        Assert.Equal(
            """
            namespace Shop
            {
                public class Orders
                {
                    private int count;

                    // A remark that stays.

                    /// <summary>New.</summary>
                    public int Load(int id)
                    {
                        if (id < 0)
                        {
                            throw new ArgumentException();
                        }

                        return id;
                    }

                    public int Load(string id) => 0;
                }
            }
            """,
            result);
    }

    [Fact]
    public async Task ReplaceSymbol_WhenOnlyTheFirstLineLostItsIndentation_KeepsTheOthersInStep() => Assert.Equal(
        "class A\n{\n    int M()\n    {\n        return 2;\n    }\n}\n",
        await this.EditAsync(
            "class A\n{\n    int M() { return 1; }\n}\n",
            new CodeEdit("replace_symbol") { Symbol = "A.M", Text = "int M()\n    {\n        return 2;\n    }" }));

    [Fact]
    public async Task ReplaceSymbol_WhenTheFileUsesTabs_IndentsWithTabs() => Assert.Equal(
        "class A\n{\n\tint M()\n\t{\n\t\treturn 2;\n\t}\n}\n",
        await this.EditAsync(
            "class A\n{\n\tint M()\n\t{\n\t\treturn 1;\n\t}\n}\n",
            new CodeEdit("replace_symbol") { Symbol = "M()", Text = "int M()\n{\n    return 2;\n}" }));

    [Fact]
    public async Task ReplaceSymbol_WhenTheTextHoldsAVerbatimString_LeavesItsInsideAlone() => Assert.Equal(
        "class A\n{\n    string M()\n    {\n        return @\"one\ntwo\n  three\";\n    }\n}\n",
        await this.EditAsync(
            "class A\n{\n    string M() => null;\n}\n",
            new CodeEdit("replace_symbol") { Symbol = "M", Text = "string M()\n{\n    return @\"one\ntwo\n  three\";\n}" }));

    [Theory]
    [InlineData("M:Shop.IStore`2.Find(`0)", 1)]
    [InlineData("M:Shop.IStore`2.Find(`1)", 2)]
    [InlineData("M:Shop.IStore`2.Find(System.String)", 3)]
    [InlineData("M:Shop.IStore`2.Find``1(System.Collections.Generic.List{``0}@)", 4)]
    public async Task ReplaceSymbol_WhenADocumentationIdPointsAtTypeParameters_MeansTheOverload(string id, int line)
    {
        string[] lines = ["namespace Shop; interface IStore<TKey, TItem> {", "void Find(TKey key);", "void Find(TItem item);", "void Find(string text);", "void Find<T>(ref List<T> list);", "}", ""];

        var result = await this.EditAsync(string.Join('\n', lines), new CodeEdit("replace_symbol") { Symbol = id, Text = "void Found();" });

        lines[line] = "void Found();";
        Assert.Equal(string.Join('\n', lines), result);
    }

    [Fact]
    public async Task InsertAfter_WhenTheFileMixesLineEndings_EndsNewLinesAsTheNeighbour() => Assert.Equal(
        "class A\r\n{\r\n    int a;\n    int n;\n    int b;\n}\r\n// 1\r\n// 2\r\n",
        await this.EditAsync(
            "class A\r\n{\r\n    int a;\n    int b;\n}\r\n// 1\r\n// 2\r\n",
            new CodeEdit("insert_after") { Symbol = "A.a", Text = "int n;" }));

    [Fact]
    public async Task InsertAfter_WhenTheNeighbourIsAMethod_SetsABlankLineBetween() => Assert.Equal(
        "class A\n{\n    void M()\n    {\n    } // end\n\n    void N() { }\n\n    void O() { }\n}\n",
        await this.EditAsync("class A\n{\n    void M()\n    {\n    } // end\n\n    void O() { }\n}\n", new CodeEdit("insert_after") { Symbol = "A.M", Text = "void N() { }" }));

    [Fact]
    public async Task InsertBefore_WhenACommentSpeaksOfTheNeighbour_StaysAboveTheComment() => Assert.Equal(
        "class A\n{\n    int a;\n    int b;\n\n    void N() { }\n\n    // about M\n    void M() { }\n}\n",
        await this.EditAsync(
            "class A\n{\n    int b;\n\n    // about M\n    void M() { }\n}\n",
            new CodeEdit("insert_before") { Symbol = "A.M", Text = "void N() { }" },
            new CodeEdit("insert_before") { Symbol = "A.b", Text = "int a;" }));

    [Theory]
    [InlineData("/// <summary>What M does.</summary>")]
    [InlineData("[Obsolete]")]
    [InlineData("/// <summary>What M does.</summary>\n[Obsolete]")]
    public async Task InsertBefore_WhenTheTextIsAHeading_StandsDirectlyAboveTheNeighbour(string heading) => Assert.Equal(
        $"class A\n{{\n    int a;\n\n    {heading.Replace("\n", "\n    ", StringComparison.Ordinal)}\n    void M() {{ }}\n}}\n",
        await this.EditAsync("class A\n{\n    int a;\n\n    void M() { }\n}\n", new CodeEdit("insert_before") { Symbol = "A.M", Text = heading }));

    [Theory]
    [InlineData("class A\n{\n}\n", "class A\n{\n    int x;\n}\n")]
    [InlineData("class A { }\n", "class A\n{\n    int x;\n}\n")]
    [InlineData("record A(int P);\n", "record A(int P)\n{\n    int x;\n}\n")]
    [InlineData("class A\n{\n    int a;\n}\n", "class A\n{\n    int a;\n    int x;\n}\n")]
    [InlineData("class A\n{\n#if X\n    int a;\n#endif\n}\n", "class A\n{\n#if X\n    int a;\n#endif\n    int x;\n}\n")]
    public async Task AddMember_AtTheEnd_FitsTheTypesForm(string before, string after) =>
        Assert.Equal(after, await this.EditAsync(before, new CodeEdit("add_member") { Symbol = "A", Text = "int x;", Where = "end" }));

    [Theory]
    [InlineData("enum E\n{\n    A,\n    B\n}\n", "enum E\n{\n    A,\n    B,\n    C,\n}\n", "C,")]
    [InlineData("enum E\n{\n    A,\n    B,\n}\n", "enum E\n{\n    A,\n    B,\n    C,\n}\n", "C")]
    public async Task AddMember_OfAnEnum_SetsTheCommas(string before, string after, string text) => Assert.Equal(
        after.Replace("C,", before.Contains("B,") ? "C," : "C"),
        await this.EditAsync(before, new CodeEdit("add_member") { Symbol = "E", Text = text }));

    [Fact]
    public async Task AddMember_AfterAName_StandsBehindTheLastOverload() => Assert.Equal(
        "class A\n{\n    A() { }\n    void M() { }\n    void M(int x) { }\n    void N() { }\n\n    int z;\n}\n",
        await this.EditAsync("class A\n{\n    A() { }\n    void M() { }\n    void M(int x) { }\n\n    int z;\n}\n", new CodeEdit("add_member") { Symbol = "A", Text = "void N() { }", Where = "after M" }));

    [Fact]
    public async Task DeleteSymbol_BetweenOthers_LeavesOneBlankLine() => Assert.Equal(
        "class A\n{\n    void M() { }\n\n    void O() { }\n}\n",
        await this.EditAsync("class A\n{\n    void M() { }\n\n    /// <summary>x</summary>\n    void N()\n    {\n    }\n\n    void O() { }\n}\n", new CodeEdit("delete_symbol") { Symbol = "A.N()" }));

    [Fact]
    public async Task DeleteSymbol_FirstAndLast_LeavesNoBlankLineAtTheBraces() => Assert.Equal(
        "class A\n{\n    int n;\n}\n",
        await this.EditAsync("class A\n{\n    void M() { }\n\n    int n;\n\n    void O() { }\n}\n", new CodeEdit("delete_symbol") { Symbol = "A.M" }, new CodeEdit("delete_symbol") { Symbol = "A.O" }));

    [Fact]
    public async Task Edits_OfOneBatch_SeeWhatTheEarlierOnesWrote() => Assert.Equal(
        "class A\n{\n    int Two() => 22;\n}\n",
        await this.EditAsync(
            "class A\n{\n    int One() => 1;\n}\n",
            new CodeEdit("replace_symbol") { Symbol = "A.One", Text = "int Two() => 2;" },
            new CodeEdit("replace_text") { Path = "a.cs", Old = "=> 2;", Text = "=> 22;" }));

    [Fact]
    public async Task Edits_ByLine_CountInTheFileAsItWasRead() => Assert.Equal(
        "class A\n{\n    int x;\n\n    int One() => 1;\n\n    int Two() => 22;\n}\n",
        await this.EditAsync(
            "class A\n{\n    int One() => 1;\n\n    int Two() => 2;\n}\n",
            new CodeEdit("insert_before") { Symbol = "a.cs:3", Text = "int x;" },
            new CodeEdit("replace_symbol") { Symbol = "a.cs:5", Text = "int Two() => 22;" }));

    [Theory]
    [InlineData("Shop.Orders")]
    [InlineData("T:Shop.Orders")]
    [InlineData("Orders.Load(System.String)")]
    [InlineData("M:Shop.Orders.Load(System.String)")]
    [InlineData("Orders.#ctor")]
    [InlineData("M:Shop.Orders.#ctor(System.Collections.Generic.List{System.Int32})")]
    [InlineData("Orders<T>.Load(string name)")]
    [InlineData("Orders.this[]")]
    [InlineData("Orders.Item(int)")]
    [InlineData("operator +")]
    [InlineData("a.cs:7")]
    [InlineData("System.Exception: no\n   at Shop.Orders`1.Load(String name) in /elsewhere/a.cs:line 70\n   at Other.Main()")]
    public async Task ReplaceText_InASymbol_FindsItByEveryAddress(string address)
    {
        const string Text = """
            using System.Collections.Generic;
            namespace Shop;
            public class Orders<T>
            {
                public Orders(List<int> many) { }
                public int Load(int id) => 1;
                public int Load(string name) => 2;
                public int this[int at] => 3;
                public static int operator +(Orders<T> a, Orders<T> b) => 4;
            }
            """;
        var old = address switch
        {
            "Shop.Orders" or "T:Shop.Orders" => "class",
            _ when address.Contains("ctor") => "many",
            _ when address.Contains("Load") || address.StartsWith("a.cs") => "=> 2",
            _ when address.StartsWith("op") => "=> 4",
            _ => "=> 3",
        };

        var result = await this.EditAsync(Text, new CodeEdit("replace_text") { Symbol = address, Old = old, Text = $"/* here */ {old}" });

        Assert.Equal(Text.Replace(old, $"/* here */ {old}"), result);
    }

    private async Task<string> EditAsync(string text, params CodeEdit[] edits)
    {
        this.workspace.Write("a.cs", text);
        await this.workspace.ApplyAsync(Token, edits);
        return this.workspace.Read("a.cs");
    }
}
