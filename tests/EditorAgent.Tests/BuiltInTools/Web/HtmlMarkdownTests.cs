using EditorAgent.BuiltInTools.Web;
using Xunit;

namespace EditorAgent.Tests.BuiltInTools.Web;

public sealed class HtmlMarkdownTests
{
    private static readonly Uri Address = new("https://example.com/docs/page");

    [Theory]
    [InlineData("<h2>A  <b>b</b></h2><p>c</p>", "## A **b**\n\nc")]
    [InlineData("<p>one</p>\n\n<p>two<br>three</p>", "one\n\ntwo\nthree")]
    [InlineData("<ul><li>a</li><li>b<ol><li>c</li><li>d</li></ol></li></ul>", "- a\n- b\n  1. c\n  2. d")]
    [InlineData("<a href='next'>n</a> <a href='#x'>x</a> <a href='javascript:evil()'>j</a> <a href='/r(1)'>r]</a>", "[n](https://example.com/docs/next) x j [r\\]](https://example.com/r(1%29)")]
    [InlineData("<pre><code class='language-csharp'>if (a)\n{\n    b();\n}\n</code></pre>", "```csharp\nif (a)\n{\n    b();\n}\n```")]
    [InlineData("<pre>```\n# not a heading\n```</pre>", "````\n```\n# not a heading\n```\n````")]
    [InlineData("<p>Use <code>a &lt; b</code></p>", "Use `a < b`")]
    [InlineData("<table><tr><th>k</th><th>v</th></tr><tr><td>a|b</td><td>1</td></tr></table>", "| k | v |\n|---|---|\n| a\\|b | 1 |")]
    [InlineData("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b")]
    [InlineData("<img src='x.png' alt='a cat'><img src='y.png'>", "[image: a cat]")]
    public void Of_Markup_IsMarkdown(string html, string expected) => Assert.Equal(expected, HtmlMarkdown.Of(html, Address, TestContext.Current.CancellationToken));

    [Theory]
    [InlineData("<script>X</script>")]
    [InlineData("<style>X</style>")]
    [InlineData("<noscript>X</noscript>")]
    [InlineData("<template>X</template>")]
    [InlineData("<!-- X -->")]
    [InlineData("<nav>X</nav>")]
    [InlineData("<footer>X</footer>")]
    [InlineData("<div role=navigation>X</div>")]
    [InlineData("<div hidden>X</div>")]
    [InlineData("<div aria-hidden=true>X</div>")]
    [InlineData("<div style='DISPLAY : none'>X</div>")]
    [InlineData("<span style='color:red;visibility:hidden'>X</span>")]
    [InlineData("<span style='font-size:0px'>X</span>")]
    [InlineData("<span style='opacity: 0.0 !important'>X</span>")]
    [InlineData("<div style='position:absolute;left:-9999px'>X</div>")]
    [InlineData("<button>X</button>")]
    [InlineData("<iframe>X</iframe>")]
    [InlineData("<svg><text>X</text></svg>")]
    public void Of_WhatAReaderDoesNotSee_IsNotThere(string html) => Assert.Equal("a\n\nb", HtmlMarkdown.Of($"<p>a</p>{html}<p>b</p>", Address, TestContext.Current.CancellationToken));

    [Fact]
    public void Of_APageThatMarksItsMainPart_IsThatPart()
    {
        var words = string.Concat(Enumerable.Repeat("word ", 60)).Trim();

        Assert.Equal($"# T\n\n{words}", HtmlMarkdown.Of($"<title>T</title><div>around</div><main><p>{words}</p></main><div>below</div>", Address, TestContext.Current.CancellationToken));
        Assert.Equal("# T\n\naround\n\nfew\n\n" + words, HtmlMarkdown.Of($"<title>T</title><div>around</div><main>few</main><div>{words}</div>", Address, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("div")]
    [InlineData("b")]
    [InlineData("ul><li")]
    [InlineData("table><tr><td")]
    public void Of_ElementsInsideEachOtherWithoutEnd_IsStoppedOrDone(string tag)
    {
        var html = string.Concat(Enumerable.Repeat($"<{tag}>", 100_000)) + "deep";
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        try
        {
            Assert.StartsWith("top", HtmlMarkdown.Of($"<p>top</p>{html}", Address, limit.Token), StringComparison.Ordinal);
        }
        catch (OperationCanceledException)
        {
            Assert.True(limit.IsCancellationRequested);
        }
    }

    [Fact]
    public void Of_ElementsAsDeepAsTheParserGoes_IsCutAndDoesNotOverflow()
    {
        var html = string.Concat(Enumerable.Repeat("<div><blockquote><ul><li>", 300)) + "deep";

        Assert.StartsWith("top", HtmlMarkdown.Of($"<p>top</p>{html}", Address, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
