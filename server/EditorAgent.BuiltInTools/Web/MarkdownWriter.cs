using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using AngleSharp.Dom;

namespace EditorAgent.BuiltInTools.Web;

/// <summary>Walks over a page's elements and writes them down as Markdown. Deep or hostile nesting is cut, not followed.</summary>
internal sealed class MarkdownWriter(Uri start, CancellationToken cancellationToken)
{
    private const int Deepest = 250;
    private const int MostLinkText = 500;

    private static readonly FrozenSet<string> Blocks = FrozenSet.Create(
        StringComparer.Ordinal,
        "p", "div", "section", "article", "main", "header", "figure", "figcaption", "details", "summary", "address", "dl", "dt", "dd", "body", "fieldset", "hgroup", "center");

    private readonly StringBuilder text = new();
    private int depth;
    private int listDepth;

    public override string ToString()
    {
        var lines = this.text.ToString().Split('\n').Select(line => line.TrimEnd());
        var result = new StringBuilder();
        var blanks = 2;
        foreach (var line in lines)
        {
            blanks = line.Length == 0 ? blanks + 1 : 0;
            if (blanks < 2)
            {
                result.Append(line).Append('\n');
            }
        }

        return result.ToString().TrimEnd();
    }

    public void Write(IElement element)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (this.depth >= Deepest || HiddenElements.Contains(element))
        {
            return;
        }

        this.depth++;
        this.WriteByName(element);
        this.depth--;
    }

    private void WriteByName(IElement element)
    {
        switch (element.LocalName)
        {
            case "h1" or "h2" or "h3" or "h4" or "h5" or "h6":
                this.Paragraph($"{new string('#', element.LocalName[1] - '0')} {this.Inline(element)}");
                break;
            case "br":
                this.text.Append('\n');
                break;
            case "hr":
                this.Paragraph("---");
                break;
            case "a":
                this.WriteLink(element);
                break;
            case "img":
                this.WriteImage(element);
                break;
            case "pre":
                this.WriteCode(element);
                break;
            case "code" or "kbd" or "samp":
                this.Around(element, "`");
                break;
            case "strong" or "b":
                this.Around(element, "**");
                break;
            case "em" or "i":
                this.Around(element, "*");
                break;
            case "ul" or "ol" or "menu":
                this.WriteList(element);
                break;
            case "table":
                this.WriteTable(element);
                break;
            case "blockquote":
                this.Paragraph(string.Join('\n', this.Apart(element).Split('\n').Select(line => "> " + line)));
                break;
            case var name when Blocks.Contains(name):
                this.Break(2);
                this.WriteChildren(element);
                this.Break(2);
                break;
            default:
                this.WriteChildren(element);
                break;
        }
    }

    private void WriteChildren(IElement element)
    {
        foreach (var node in element.ChildNodes)
        {
            if (node is IText words)
            {
                this.Words(words.Data);
            }
            else if (node is IElement child)
            {
                this.Write(child);
            }
        }
    }

    /// <summary>Runs of blanks are one blank, and none at the beginning of a line.</summary>
    private void Words(string data)
    {
        var isBlank = this.text.Length == 0 || char.IsWhiteSpace(this.text[^1]);
        foreach (var character in data)
        {
            if (!char.IsWhiteSpace(character))
            {
                this.text.Append(character);
                isBlank = false;
            }
            else if (!isBlank)
            {
                this.text.Append(' ');
                isBlank = true;
            }
        }
    }

    private void WriteLink(IElement element)
    {
        var words = this.Inline(element);
        if (words.Length == 0)
        {
            return;
        }

        var target = element.GetAttribute("href") is { Length: > 0 } href && href[0] != '#' && Uri.TryCreate(start, href, out var address) && address.Scheme is "http" or "https" or "mailto"
            ? address.AbsoluteUri
            : null;
        this.text.Append(target is null ? words : $"[{(words.Length > MostLinkText ? words[..MostLinkText] : words).Replace("]", "\\]", StringComparison.Ordinal)}]({target.Replace(")", "%29", StringComparison.Ordinal)})");
    }

    private void WriteImage(IElement element)
    {
        var alternative = string.Join(' ', (element.GetAttribute("alt") ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (alternative.Length > 0)
        {
            this.text.Append(CultureInfo.InvariantCulture, $"[image: {alternative}]");
        }
    }

    private void WriteCode(IElement element)
    {
        var code = PageTree.TextOf(element).ReplaceLineEndings("\n").Trim('\n');
        var fence = "```";
        while (code.Contains(fence, StringComparison.Ordinal))
        {
            fence += "`";
        }

        this.Paragraph($"{fence}{LanguageOf(element)}\n{code}\n{fence}");
    }

    private static string LanguageOf(IElement element)
    {
        var classes = $"{element.ClassName} {element.FirstElementChild?.ClassName} {element.ParentElement?.ClassName}";
        var marked = classes.Split(' ').FirstOrDefault(name => name.StartsWith("language-", StringComparison.Ordinal) || name.StartsWith("highlight-", StringComparison.Ordinal));
        var language = marked?[(marked.IndexOf('-') + 1)..] ?? "";
        return language.All(char.IsAsciiLetterOrDigit) ? language : "";
    }

    private void WriteList(IElement list)
    {
        var number = list.LocalName == "ol" && int.TryParse(list.GetAttribute("start"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var first) ? first : 1;
        this.Break(this.listDepth == 0 ? 2 : 1);
        foreach (var item in list.Children)
        {
            if (HiddenElements.Contains(item))
            {
                continue;
            }

            var mark = list.LocalName == "ol" ? string.Create(CultureInfo.InvariantCulture, $"{number++}. ") : "- ";
            var inner = new MarkdownWriter(start, cancellationToken) { depth = this.depth, listDepth = this.listDepth + 1 };
            inner.WriteChildren(item);
            var indented = inner.ToString().Replace("\n\n", "\n", StringComparison.Ordinal).Replace("\n", "\n" + new string(' ', mark.Length), StringComparison.Ordinal);
            if (indented.Length > 0)
            {
                this.text.Append(mark).Append(indented).Append('\n');
            }
        }

        this.Break(this.listDepth == 0 ? 2 : 1);
    }

    private void WriteTable(IElement table)
    {
        var rows = PageTree.Below(table, element => element.LocalName is "thead" or "tbody" or "tfoot").Where(row => row.LocalName == "tr" && !HiddenElements.Contains(row)).Select(this.CellsOf).Where(cells => cells.Count > 0).ToList();

        // Tables of one column or one row arrange a page; they hold no table.
        if (rows.Count < 2 || rows.Max(row => row.Count) < 2)
        {
            this.Break(2);
            this.WriteChildren(table);
            this.Break(2);
            return;
        }

        this.Break(2);
        for (var i = 0; i < rows.Count; i++)
        {
            this.text.Append("| ").AppendJoin(" | ", rows[i]).Append(" |\n");
            if (i == 0)
            {
                this.text.Append('|').Insert(this.text.Length, "---|", rows[0].Count).Append('\n');
            }
        }

        this.Break(2);
    }

    private List<string> CellsOf(IElement row) =>
        [.. row.Children.Where(cell => cell.LocalName is "td" or "th" && !HiddenElements.Contains(cell)).Select(cell => this.Inline(cell).Replace("|", "\\|", StringComparison.Ordinal))];

    private void Around(IElement element, string mark)
    {
        var words = this.Inline(element);
        if (words.Length > 0)
        {
            this.text.Append(mark).Append(words).Append(mark);
        }
    }

    /// <summary>The element's text on one line.</summary>
    private string Inline(IElement element)
    {
        return string.Join(' ', this.Apart(element).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private string Apart(IElement element)
    {
        var inner = new MarkdownWriter(start, cancellationToken) { depth = this.depth + 1 };
        if (inner.depth < Deepest)
        {
            inner.WriteChildren(element);
        }

        return inner.ToString();
    }

    private void Paragraph(string lines)
    {
        this.Break(2);
        this.text.Append(lines);
        this.Break(2);
    }

    private void Break(int lines)
    {
        if (this.text.Length == 0)
        {
            return;
        }

        var there = 0;
        while (there < lines && this.text.Length > there && this.text[^(there + 1)] == '\n')
        {
            there++;
        }

        this.text.Append('\n', lines - there);
    }
}
