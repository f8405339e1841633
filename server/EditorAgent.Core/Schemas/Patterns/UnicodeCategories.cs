using System.Collections.Concurrent;
using System.Globalization;

namespace EditorAgent.Core.Schemas.Patterns;

/// <summary>The general categories that <c>\p{..}</c> names, short or long. Scripts are not known here.</summary>
internal static class UnicodeCategories
{
    private static readonly ConcurrentDictionary<string, CodePointSet> Known = new(StringComparer.Ordinal);

    /// <exception cref="FormatException">No such category.</exception>
    public static CodePointSet Named(string name)
    {
        var bare = name.StartsWith("gc=", StringComparison.Ordinal) ? name[3..]
            : name.StartsWith("General_Category=", StringComparison.Ordinal) ? name["General_Category=".Length..]
            : name;
        if (bare is "Any" or "ASCII")
        {
            return CodePointSet.Of(0, bare == "Any" ? 0x10ffff : 0x7f);
        }

        var members = Members(bare) ?? throw new FormatException($"uses \\p{{{name}}}, which is not supported");
        return Known.GetOrAdd(bare, _ => SetOf(members));
    }

    private static CodePointSet SetOf(string members)
    {
        var wanted = new HashSet<UnicodeCategory>(members.Split(' ').Select(Category));
        var ranges = new List<(int, int)>();
        var start = -1;
        for (var point = 0; point <= 0x110000; point++)
        {
            var isIn = point <= 0x10ffff && wanted.Contains(CharUnicodeInfo.GetUnicodeCategory(point));
            if (isIn && start < 0)
            {
                start = point;
            }

            if (!isIn && start >= 0)
            {
                ranges.Add((start, point - 1));
                start = -1;
            }
        }

        return new CodePointSet(ranges);
    }

    private static string? Members(string name) => name switch
    {
        "L" or "Letter" => "Lu Ll Lt Lm Lo",
        "LC" or "Cased_Letter" => "Lu Ll Lt",
        "Lu" or "Uppercase_Letter" => "Lu",
        "Ll" or "Lowercase_Letter" => "Ll",
        "Lt" or "Titlecase_Letter" => "Lt",
        "Lm" or "Modifier_Letter" => "Lm",
        "Lo" or "Other_Letter" => "Lo",
        "M" or "Mark" or "Combining_Mark" => "Mn Mc Me",
        "Mn" or "Nonspacing_Mark" => "Mn",
        "Mc" or "Spacing_Mark" => "Mc",
        "Me" or "Enclosing_Mark" => "Me",
        "N" or "Number" => "Nd Nl No",
        "Nd" or "Decimal_Number" or "digit" => "Nd",
        "Nl" or "Letter_Number" => "Nl",
        "No" or "Other_Number" => "No",
        "P" or "Punctuation" or "punct" => "Pc Pd Ps Pe Pi Pf Po",
        "Pc" or "Connector_Punctuation" => "Pc",
        "Pd" or "Dash_Punctuation" => "Pd",
        "Ps" or "Open_Punctuation" => "Ps",
        "Pe" or "Close_Punctuation" => "Pe",
        "Pi" or "Initial_Punctuation" => "Pi",
        "Pf" or "Final_Punctuation" => "Pf",
        "Po" or "Other_Punctuation" => "Po",
        "S" or "Symbol" => "Sm Sc Sk So",
        "Sm" or "Math_Symbol" => "Sm",
        "Sc" or "Currency_Symbol" => "Sc",
        "Sk" or "Modifier_Symbol" => "Sk",
        "So" or "Other_Symbol" => "So",
        "Z" or "Separator" => "Zs Zl Zp",
        "Zs" or "Space_Separator" => "Zs",
        "Zl" or "Line_Separator" => "Zl",
        "Zp" or "Paragraph_Separator" => "Zp",
        "C" or "Other" => "Cc Cf Cs Co Cn",
        "Cc" or "Control" or "cntrl" => "Cc",
        "Cf" or "Format" => "Cf",
        "Cs" or "Surrogate" => "Cs",
        "Co" or "Private_Use" => "Co",
        "Cn" or "Unassigned" => "Cn",
        _ => null,
    };

    private static UnicodeCategory Category(string code) => code switch
    {
        "Lu" => UnicodeCategory.UppercaseLetter,
        "Ll" => UnicodeCategory.LowercaseLetter,
        "Lt" => UnicodeCategory.TitlecaseLetter,
        "Lm" => UnicodeCategory.ModifierLetter,
        "Lo" => UnicodeCategory.OtherLetter,
        "Mn" => UnicodeCategory.NonSpacingMark,
        "Mc" => UnicodeCategory.SpacingCombiningMark,
        "Me" => UnicodeCategory.EnclosingMark,
        "Nd" => UnicodeCategory.DecimalDigitNumber,
        "Nl" => UnicodeCategory.LetterNumber,
        "No" => UnicodeCategory.OtherNumber,
        "Pc" => UnicodeCategory.ConnectorPunctuation,
        "Pd" => UnicodeCategory.DashPunctuation,
        "Ps" => UnicodeCategory.OpenPunctuation,
        "Pe" => UnicodeCategory.ClosePunctuation,
        "Pi" => UnicodeCategory.InitialQuotePunctuation,
        "Pf" => UnicodeCategory.FinalQuotePunctuation,
        "Po" => UnicodeCategory.OtherPunctuation,
        "Sm" => UnicodeCategory.MathSymbol,
        "Sc" => UnicodeCategory.CurrencySymbol,
        "Sk" => UnicodeCategory.ModifierSymbol,
        "So" => UnicodeCategory.OtherSymbol,
        "Zs" => UnicodeCategory.SpaceSeparator,
        "Zl" => UnicodeCategory.LineSeparator,
        "Zp" => UnicodeCategory.ParagraphSeparator,
        "Cc" => UnicodeCategory.Control,
        "Cf" => UnicodeCategory.Format,
        "Cs" => UnicodeCategory.Surrogate,
        "Co" => UnicodeCategory.PrivateUse,
        _ => UnicodeCategory.OtherNotAssigned,
    };
}
