using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.Symbols;

/// <summary>Whether a written name means a declared one: it has to be the end of its full name.</summary>
public static class NameMatch
{
    /// <param name="written">The address. Its parameters are not looked at.</param>
    /// <param name="full">From the outermost namespace to the symbol; extension blocks and optional parts need not be written.</param>
    public static bool IsEndOf(SymbolAddress.Name written, ImmutableArray<NamePart> full) =>
        Matches(written.Parts, written.Parts.Length - 1, full, full.Length - 1, written.IsRooted);

    /// <summary>
    /// The constructors that a name can mean which has no such type or method: <c>Order(int)</c> and <c>Order.Order</c>.
    /// </summary>
    /// <returns>Null when it cannot mean one.</returns>
    public static SymbolAddress.Name? AsConstructor(SymbolAddress.Name written)
    {
        var constructor = new NamePart(NamePart.Constructor);
        if (written.Parts.Length > 1 && written.Last.Identifier == written.Parts[^2].Identifier)
        {
            return written with { Parts = written.Parts.SetItem(written.Parts.Length - 1, constructor) };
        }

        return written.Parameters is null || written.Last.Identifier is [not (>= 'A' and <= 'Z' or >= 'a' and <= 'z' or '_'), ..]
            ? null
            : written with { Parts = written.Parts.Add(constructor) };
    }

    private static bool Matches(ImmutableArray<NamePart> written, int at, ImmutableArray<NamePart> full, int position, bool isRooted)
    {
        for (; at >= 0; at--, position--)
        {
            if (position < 0)
            {
                return false;
            }

            var (own, other) = (written[at], full[position]);
            if (other.IsOptional || other.Receiver is not null)
            {
                return (IsSame(own, other) && Matches(written, at - 1, full, position - 1, isRooted)) || Matches(written, at, full, position - 1, isRooted);
            }

            if (!IsSame(own, other))
            {
                return false;
            }
        }

        return !isRooted || position < 0 || full.AsSpan(0, position + 1).ToArray().All(part => part.IsOptional || part.Receiver is not null);
    }

    private static bool IsSame(NamePart written, NamePart declared)
    {
        if (declared.Receiver is { } receiver)
        {
            return written.Identifier == NamePart.Extension
                ? written.Receiver is null || TypeText.Parse(written.Receiver).Matches(TypeText.Parse(receiver))
                : TypeText.Parse(written.Identifier).IsNamed(TypeText.Parse(receiver));
        }

        return written.Identifier == declared.Identifier && (written.Arity is null || written.Arity == (declared.Arity ?? 0));
    }
}
