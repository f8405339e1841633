using System.Collections.Immutable;
using System.Globalization;
using EditorAgent.CodeIntelligence.Contract;
using Microsoft.CodeAnalysis;

namespace EditorAgent.CodeIntelligence.Fixing.Inside;

/// <summary>What was offered last, and for which question in which solution.</summary>
internal sealed record ActionList(CodeActionsQuery Query, Solution Solution, ImmutableArray<OfferedAction> Offers)
{
    /// <summary>Providers that threw.</summary>
    public int Failed { get; init; }

    /// <summary>The first place of a diagnostic that was asked for by its id.</summary>
    public CodePlace? Place { get; init; }

    public static string IdOf(int index) => string.Create(CultureInfo.InvariantCulture, $"a{index + 1}");

    public bool TryGet(string id, out int index)
    {
        index = -1;
        var isNumber = id.StartsWith('a') && int.TryParse(id.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out index);
        index--;
        return isNumber && index >= 0 && index < this.Offers.Length;
    }
}
