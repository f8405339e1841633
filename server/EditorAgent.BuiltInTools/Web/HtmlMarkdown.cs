using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace EditorAgent.BuiltInTools.Web;

/// <summary>
/// A page as Markdown that can be read: its main part where it marks one, headings, lists, tables, code, links as <c>[text](address)</c>. What a
/// browser would not show (scripts, styles, hidden elements) and what surrounds the content (navigation, banners, forms) is left out.
/// Nothing of the page is run or fetched.
/// </summary>
internal static class HtmlMarkdown
{
    /// <summary>A part of the page that holds less than this is not taken for the whole of its content.</summary>
    private const int LeastMain = 200;

    /// <param name="html">The page.</param>
    /// <param name="address">Where it is; its links are relative to that.</param>
    /// <param name="cancellationToken">Ends the reading of pages that are built to take long.</param>
    public static string Of(string html, Uri address, CancellationToken cancellationToken)
    {
        using var source = new ParsedText(html, cancellationToken);
        var document = new HtmlParser(new HtmlParserOptions { IsScripting = false, IsKeepingSourceReferences = false }).ParseDocument(source);
        var (start, title, main) = Survey(document, address);
        var whole = document.Body is { } body ? Write(body, start, cancellationToken) : "";
        var part = main is null ? "" : Write(main, start, cancellationToken);
        var text = part.Length >= Math.Min(LeastMain, whole.Length) ? part : whole;
        return title.Length == 0 || text.StartsWith($"# {title}\n", StringComparison.Ordinal) ? text : $"# {title}\n\n{text}";
    }

    /// <summary>Where links begin, what the page is called, and the part that it marks as its content: <c>main</c>, else its only <c>article</c>.</summary>
    private static (Uri Start, string Title, IElement? Main) Survey(INode document, Uri address)
    {
        Uri? start = null;
        string? title = null;
        IElement? main = null;
        var articles = new List<IElement>();
        foreach (var element in PageTree.Below(document, element => element.LocalName is not ("svg" or "template")))
        {
            switch (element.LocalName)
            {
                case "base" when start is null && element.GetAttribute("href") is { } given && Uri.TryCreate(address, given, out var named) && named.Scheme is "http" or "https":
                    start = named;
                    break;
                case "title":
                    title ??= PageTree.TextOf(element);
                    break;
                case "main":
                    main ??= element;
                    break;
                case "article":
                    articles.Add(element);
                    break;
                default:
                    main ??= "main".Equals(element.GetAttribute("role"), StringComparison.OrdinalIgnoreCase) ? element : null;
                    break;
            }
        }

        var words = (title ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return (start ?? address, string.Join(' ', words), main ?? (articles.Count == 1 ? articles[0] : null));
    }

    private static string Write(IElement root, Uri start, CancellationToken cancellationToken)
    {
        var writer = new MarkdownWriter(start, cancellationToken);
        writer.Write(root);
        return writer.ToString();
    }
}
