using System.Text.Json;
using EditorAgent.Core.Tools.Testing;
using EditorAgent.LanguageServer.CodeLenses;
using Xunit;

namespace EditorAgent.Protocol.Tests.LanguageServer;

public sealed class TestLensTests
{
    private const string Source = """
        using Xunit;

        namespace Shop.Tests;

        // [Fact] public void NotThis() { }
        public sealed class CartTests
        {
            private readonly string text = "[Fact] void NorThis() {";

            [Fact]
            public void Adds()
            {
                Assert.Equal(1, One());
            }

            [Theory, InlineData(new[] { 1, 2 })]
            [InlineData(new int[0])]
            public async Task Sums(int[] numbers) => await Task.CompletedTask;

            private int One() => 1;

            public class Nested
            {
                [Test] [Category("slow")] public void Deep() { }
                [TestMethod()]
                public Task<(int, int)> Pair() => throw new();
                [Obsolete]
                public void Old() { }
            }
        }
        """;

    private static readonly string File = Path.Combine(Path.TrimEndingDirectorySeparator(Path.GetTempPath()), "lsp-lenses", "CartTests.cs");
    private static readonly string Address = new Uri(File).AbsoluteUri;

    [Fact]
    public void Methods_OfAFile_AreThoseWithATestsAttribute() => Assert.Equal(
        ["Shop.Tests.CartTests.Adds", "Shop.Tests.CartTests.Sums", "Shop.Tests.CartTests.Nested.Deep", "Shop.Tests.CartTests.Nested.Pair"],
        TestMethods.In(Source).Select(test => test.FullName));

    [Fact]
    public void Methods_InABlockOfANamespace_AreNamedWithIt() => Assert.Equal(
        ["A.B.C.T", "A.B.D.U"],
        TestMethods.In("namespace A.B\n{\n class C {\n  [Fact]\n  public void T() { }\n }\n record D(int X) {\n  [Fact]\n  void U() { }\n }\n}\n").Select(test => test.FullName));

    [Fact]
    public async Task Lens_OfATest_IsThereWhileItFails()
    {
        await using var bench = await LspBench.StartAsync();
        await bench.OpenAsync(Address, Source);
        Assert.Empty(await LensesAsync(bench));

        bench.Outcomes.Record(Path.GetDirectoryName(File)!, ["Shop.Tests.CartTests.Sums"], [new TestFailure("Shop.Tests.CartTests.Adds", "Expected 1\n   at Adds()"), new TestFailure("Shop.Tests.CartTests+Nested.Deep", "deep")]);
        await bench.ReadUntilAsync(frame => frame.TryGetProperty("method", out var method) && method.ValueEquals("workspace/codeLens/refresh"));
        var lenses = await LensesAsync(bench);

        Assert.Equal(["Shop.Tests.CartTests.Adds", "Shop.Tests.CartTests.Nested.Deep"], lenses.Select(lens => lens.GetProperty("data").GetProperty("testName").GetString()));
        Assert.Equal(10, lenses[0].GetProperty("range").GetProperty("start").GetProperty("line").GetInt32());
        var resolved = (await bench.RequestAsync("codeLens/resolve", lenses[0].GetRawText())).GetProperty("result").GetProperty("command");
        Assert.Equal("EditorAgent: Ask to fix", resolved.GetProperty("title").GetString());
        Assert.Equal("editoragent.codeAction", resolved.GetProperty("command").GetString());
        var argument = resolved.GetProperty("arguments")[0];
        Assert.Equal("fix_test", argument.GetProperty("action").GetString());
        Assert.Equal("Expected 1\n   at Adds()", argument.GetProperty("stackTrace").GetString());

        bench.Outcomes.Record(Path.GetDirectoryName(File)!, ["Shop.Tests.CartTests.Adds"], []);
        Assert.Equal("Shop.Tests.CartTests.Nested.Deep", Assert.Single(await LensesAsync(bench)).GetProperty("data").GetProperty("testName").GetString());
    }

    private static async Task<JsonElement[]> LensesAsync(LspBench bench) =>
        [.. (await bench.RequestAsync("textDocument/codeLens", $$$"""{"textDocument":{"uri":"{{{Address}}}"}}""")).GetProperty("result").EnumerateArray()];
}
