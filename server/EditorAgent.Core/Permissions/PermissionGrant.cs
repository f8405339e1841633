using System.Collections.Immutable;

namespace EditorAgent.Core.Permissions;

/// <summary>
/// A standing allowance that the user gave: in the form of a rule's pattern, for example <c>shell(dotnet test)</c> or
/// <c>edit(src/**)</c>; for a list of commands one pattern for each, shown together: <c>shell(=cd x) &amp;&amp; shell(=npm test)</c>. It
/// never beats a deny rule or an explicit ask rule.
/// </summary>
public sealed record PermissionGrant(string Pattern)
{
    private const string Joint = ") && ";

    /// <summary>The rules that are stored, one for each pattern.</summary>
    /// <remarks>No property: a grant that is one pattern would be a part of itself, without end for whoever walks over a value's members.</remarks>
    public ImmutableArray<PermissionGrant> Split()
    {
        var patterns = this.Pattern.Split(Joint);
        return [.. patterns.Select((pattern, index) => new PermissionGrant(index < patterns.Length - 1 ? pattern + ")" : pattern))];
    }

    /// <param name="patterns">None of them holds a parenthesis within its own.</param>
    public static PermissionGrant ForAll(IEnumerable<string> patterns) => new(string.Join(" && ", patterns));
}
