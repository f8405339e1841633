using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace EditorAgent.CodeIntelligence.Roslyn.Edits;

/// <summary>
/// A symbol address as an edit understands it on the syntax of one file: names matched from the end, with or without parameter types, a
/// documentation comment id, or <c>path:line</c>.
/// </summary>
internal sealed partial class DeclarationAddress
{
    private static readonly Dictionary<string, string> Keywords = new(StringComparer.Ordinal)
    {
        ["Boolean"] = "bool", ["Byte"] = "byte", ["SByte"] = "sbyte", ["Int16"] = "short", ["UInt16"] = "ushort", ["Int32"] = "int",
        ["UInt32"] = "uint", ["Int64"] = "long", ["UInt64"] = "ulong", ["IntPtr"] = "nint", ["UIntPtr"] = "nuint", ["Single"] = "float",
        ["Double"] = "double", ["Decimal"] = "decimal", ["Char"] = "char", ["String"] = "string", ["Object"] = "object",
    };

    private readonly ImmutableArray<string> names;
    private readonly ImmutableArray<string>? parameters;

    private DeclarationAddress(string written, ImmutableArray<string> names, ImmutableArray<string>? parameters)
    {
        this.Written = written;
        this.names = names;
        this.parameters = parameters;
    }

    public string Written { get; }

    /// <summary>With <see cref="Line"/>: the file that the address itself names.</summary>
    public string? Path { get; private init; }

    public int? Line { get; private init; }

    /// <summary>What a file's text must hold to declare it; null when only a place is known.</summary>
    public string? LastName => this.names.IsEmpty ? null : WordOf(this.names[^1]);

    public static DeclarationAddress Parse(string written)
    {
        var address = written.Trim();
        if (PathAndLine().Match(address) is { Success: true } place)
        {
            return new DeclarationAddress(address, [], null)
            {
                Path = place.Groups["path"].Value,
                Line = int.Parse(place.Groups["line"].Value, CultureInfo.InvariantCulture),
            };
        }

        if (address is [_, ':', ..])
        {
            address = address[2..].Split('~')[0];
        }

        var open = address.IndexOf('(', StringComparison.Ordinal);
        ImmutableArray<string>? types = null;
        if (open >= 0 && address.EndsWith(')'))
        {
            types = [.. SplitTypes(address[(open + 1)..^1]).Select(Normalized)];
            address = address[..open];
        }

        address = TypeArguments().Replace(WithoutAngles(address), "").Replace("#", ".", StringComparison.Ordinal).Replace("..", ".", StringComparison.Ordinal);
        return new DeclarationAddress(written.Trim(), [.. address.Split('.', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)], types);
    }

    /// <summary>The declarations of a file that the address may mean.</summary>
    public ImmutableArray<Declaration> FindIn(SyntaxNode root, string text)
    {
        if (this.Line is { } line)
        {
            return this.InnermostAt(root, text, line);
        }

        return [.. Declaration.In(root).Where(this.Matches)];
    }

    private ImmutableArray<Declaration> InnermostAt(SyntaxNode root, string text, int line)
    {
        var best = Declaration.In(root)
            .Where(one => NumberedLines.At(text, DeclarationSpan.Of(one.Node).Start) <= line && NumberedLines.At(text, one.Node.Span.End) >= line)
            .OrderBy(one => one.Node.Span.Length)
            .FirstOrDefault();
        return best is null ? [] : [best];
    }

    public bool Matches(Declaration declaration)
    {
        var parts = PartsOf(declaration);
        if (this.names.Length > parts.Length || this.names.IsEmpty)
        {
            return false;
        }

        for (var index = 1; index <= this.names.Length; index++)
        {
            if (!SameName(this.names[^index], parts[^index], parts.Length > index ? parts[^(index + 1)] : ""))
            {
                return false;
            }
        }

        return this.parameters is not { } wanted
            || (declaration.Parameters is { } given && given.Length == wanted.Length
                && given.Select(Normalized).SequenceEqual(wanted.Select(type => TypeParameterPlaces.Named(type, declaration.Node))));
    }

    private static ImmutableArray<string> PartsOf(Declaration declaration) => [.. declaration.FullName.Split('.')];

    private static bool SameName(string wanted, string name, string container) =>
        wanted == name
        || (wanted is "ctor" or "cctor" && name == container)
        || (wanted == "Item" && name == "this[]")
        || (wanted == "Finalize" && name.StartsWith('~'))
        || (wanted.StartsWith("operator", StringComparison.Ordinal) && wanted.Replace(" ", "", StringComparison.Ordinal) == name.Replace(" ", "", StringComparison.Ordinal));

    private static string? WordOf(string name) => name switch
    {
        "ctor" or "cctor" or "Finalize" => null,
        "Item" => "this",
        _ => Word().Match(name) is { Success: true } word ? word.Value : null,
    };

    /// <summary>Type as compared: last name only, keywords for the framework's names, no names of parameters, modifiers or nullability.</summary>
    private static string Normalized(string type)
    {
        var bare = Modifiers().Replace(type.Trim().TrimEnd('@'), "").Replace("?", "", StringComparison.Ordinal);
        bare = ParameterName().Replace(bare, "$1").Replace('{', '<').Replace('}', '>').Replace(" ", "", StringComparison.Ordinal);
        return Identifier().Replace(Qualifier().Replace(bare, ""), word => Keywords.GetValueOrDefault(word.Value, word.Value));
    }

    private static IEnumerable<string> SplitTypes(string list)
    {
        var (depth, start) = (0, 0);
        for (var index = 0; index < list.Length; index++)
        {
            depth += list[index] switch { '<' or '{' or '(' or '[' => 1, '>' or '}' or ')' or ']' => -1, _ => 0 };
            if (list[index] == ',' && depth == 0)
            {
                yield return list[start..index];
                start = index + 1;
            }
        }

        if (!string.IsNullOrWhiteSpace(list[start..]))
        {
            yield return list[start..];
        }
    }

    private static string WithoutAngles(string address)
    {
        if (address.Contains("operator", StringComparison.Ordinal))
        {
            return address;
        }

        for (var shorter = Angles().Replace(address, ""); shorter != address; shorter = Angles().Replace(address, ""))
        {
            address = shorter;
        }

        return address;
    }

    [GeneratedRegex(@"^(?<path>[^\s()<>]+\.[A-Za-z]+):(?<line>[0-9]{1,7})(:[0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex PathAndLine();

    [GeneratedRegex(@"<[^<>]*>", RegexOptions.CultureInvariant)]
    private static partial Regex Angles();

    [GeneratedRegex(@"`+[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex TypeArguments();

    [GeneratedRegex(@"\b(ref|out|in|params|this|scoped|readonly)\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Modifiers();

    [GeneratedRegex(@"^(.*[^\s,<(])\s+[@\w]+$", RegexOptions.CultureInvariant)]
    private static partial Regex ParameterName();

    [GeneratedRegex(@"(?:\w+\s*(?:\.|::)\s*)+(?=\w)", RegexOptions.CultureInvariant)]
    private static partial Regex Qualifier();

    [GeneratedRegex(@"\w+", RegexOptions.CultureInvariant)]
    private static partial Regex Identifier();

    [GeneratedRegex(@"[\w]+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
