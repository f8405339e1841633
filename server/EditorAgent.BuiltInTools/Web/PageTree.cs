using System.Text;
using AngleSharp.Dom;

namespace EditorAgent.BuiltInTools.Web;

/// <summary>Walks over a page without calling itself: a page may be deeper than any stack, and the parser's own searches are not made for that.</summary>
internal static class PageTree
{
    /// <summary>The elements below, in the order of the page.</summary>
    /// <param name="root">Not among them.</param>
    /// <param name="enters">Whether what is below an element is of interest too.</param>
    public static IEnumerable<IElement> Below(INode root, Func<IElement, bool> enters)
    {
        var waiting = new Stack<INode>();
        Push(waiting, root);
        while (waiting.TryPop(out var node))
        {
            if (node is IElement element)
            {
                yield return element;
                if (enters(element))
                {
                    Push(waiting, element);
                }
            }
        }
    }

    /// <summary>All characters below, as they stand in the page.</summary>
    public static string TextOf(INode root)
    {
        var text = new StringBuilder();
        var waiting = new Stack<INode>();
        Push(waiting, root);
        while (waiting.TryPop(out var node))
        {
            if (node is IText words)
            {
                text.Append(words.Data);
            }
            else
            {
                Push(waiting, node);
            }
        }

        return text.ToString();
    }

    private static void Push(Stack<INode> waiting, INode parent)
    {
        for (var i = parent.ChildNodes.Length - 1; i >= 0; i--)
        {
            waiting.Push(parent.ChildNodes[i]);
        }
    }
}
