using EditorAgent.Core.Agent.CodeActions;
using Newtonsoft.Json.Linq;

namespace EditorAgent.LanguageServer.CodeActions;

/// <summary>A code action that fits a place.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Group">LSP's kind.</param>
/// <param name="Range">What it is about.</param>
/// <param name="Diagnostics">The problems that it is for, as the editor sent them.</param>
internal sealed record CodeActionOffer(CodeActionKind Kind, string Group, TextRange Range, JArray Diagnostics)
{
    public const string QuickFix = "quickfix";
    public const string Refactor = "refactor";

    /// <summary>What a hint says (code that is never used, shown faded) needs no agent.</summary>
    private const int Hint = 4;

    /// <summary>What fits: fixes where the editor shows problems, the rest on a selection or a declaration.</summary>
    /// <param name="text">The document; null where it is not known.</param>
    /// <param name="range">The selection or the cursor.</param>
    /// <param name="diagnostics">What the editor shows there.</param>
    /// <param name="only">The groups that are asked for; empty takes all.</param>
    public static IEnumerable<CodeActionOffer> At(string? text, TextRange range, JArray diagnostics, IReadOnlyList<string> only)
    {
        var problems = new JArray(diagnostics.OfType<JObject>().Where(diagnostic => diagnostic["severity"] is not { Type: JTokenType.Integer } severity || (int)severity < Hint));
        if (problems.Count > 0 && IsWanted(QuickFix, only))
        {
            yield return new CodeActionOffer(CodeActionKind.Fix, QuickFix, range, problems);
            yield return new CodeActionOffer(CodeActionKind.FixAndAddTests, QuickFix, range, problems);
        }

        if (!IsWanted(Refactor, only) || PlaceOf(text, range) is not { } place)
        {
            yield break;
        }

        foreach (var kind in (CodeActionKind[])[CodeActionKind.AddTests, CodeActionKind.Explain, CodeActionKind.Document])
        {
            yield return new CodeActionOffer(kind, Refactor, place, []);
        }
    }

    private static TextRange? PlaceOf(string? text, TextRange range) =>
        !range.IsEmpty ? range : text is null ? null : Declarations.At(text, range.Start.Line);

    /// <summary>Groups are trees: who asks for <c>refactor</c> takes all below it.</summary>
    private static bool IsWanted(string group, IReadOnlyList<string> only) =>
        only.Count == 0 || only.Any(wanted => group == wanted || group.StartsWith(wanted + ".", StringComparison.Ordinal) || wanted.Length == 0);
}
