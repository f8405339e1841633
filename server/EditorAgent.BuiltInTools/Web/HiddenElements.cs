using System.Collections.Frozen;
using AngleSharp.Dom;

namespace EditorAgent.BuiltInTools.Web;

/// <summary>Tells which elements a reader does not see, as far as the page itself says so without its style sheets, or does not read for the page's content.</summary>
internal static class HiddenElements
{
    private static readonly FrozenSet<string> Never = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "script", "style", "noscript", "template", "head", "svg", "canvas", "iframe", "object", "embed", "audio", "video", "form", "button", "input", "select", "textarea", "dialog", "nav", "footer", "aside", "map", "math");

    private static readonly FrozenSet<string> Roles = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "navigation", "banner", "contentinfo", "search", "complementary", "menu", "dialog", "alert");

    public static bool Contains(IElement element) =>
        Never.Contains(element.LocalName)
        || element.HasAttribute("hidden")
        || "true".Equals(element.GetAttribute("aria-hidden"), StringComparison.OrdinalIgnoreCase)
        || (element.GetAttribute("role") is { } role && Roles.Contains(role))
        || (element.GetAttribute("style") is { } style && Hides(style));

    /// <summary>Ways in which text is put on a page for machines only.</summary>
    private static bool Hides(string style)
    {
        foreach (var part in style.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var pair = part.Split(':', 2);
            if (pair.Length < 2)
            {
                continue;
            }

            var value = pair[1].Replace("!important", "", StringComparison.OrdinalIgnoreCase).Trim().ToLowerInvariant();
            var hides = pair[0].Trim().ToLowerInvariant() switch
            {
                "display" => value == "none",
                "visibility" => value is "hidden" or "collapse",
                "opacity" or "font-size" => IsZero(value),
                "left" or "top" or "text-indent" or "margin-left" => value.StartsWith("-999", StringComparison.Ordinal) || value.StartsWith("-1000", StringComparison.Ordinal),
                "clip" => value.Replace(" ", "", StringComparison.Ordinal) is "rect(0,0,0,0)" or "rect(0000)" or "rect(0px,0px,0px,0px)" or "rect(1px,1px,1px,1px)",
                _ => false,
            };
            if (hides)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsZero(string value) => value.TrimEnd('p', 'x', 'e', 'm', 'r', '%', 't') is var number && number.Length > 0 && number.All(character => character is '0' or '.');
}
