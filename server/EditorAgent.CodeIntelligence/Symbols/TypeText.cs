using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.Symbols;

/// <summary>
/// A type as someone wrote it, in C#, in a documentation comment id or in a stack trace, comparable as far as text goes: <c>int</c> is
/// <c>System.Int32</c>, namespaces need not be there, nullability does not tell overloads apart.
/// </summary>
public sealed class TypeText
{
    private const int Deepest = 32;

    private static readonly Dictionary<string, string> Keywords = new(StringComparer.Ordinal)
    {
        ["Boolean"] = "bool", ["Byte"] = "byte", ["SByte"] = "sbyte", ["Char"] = "char", ["Decimal"] = "decimal", ["Double"] = "double",
        ["Single"] = "float", ["Int32"] = "int", ["UInt32"] = "uint", ["Int64"] = "long", ["UInt64"] = "ulong", ["Int16"] = "short",
        ["UInt16"] = "ushort", ["Object"] = "object", ["String"] = "string", ["IntPtr"] = "nint", ["UIntPtr"] = "nuint", ["Void"] = "void",
        ["dynamic"] = "object",
    };

    private readonly string name;
    private readonly int arity;

    /// <summary>Empty when only their number is known.</summary>
    private readonly ImmutableArray<TypeText> arguments;
    private readonly string ranks;

    private TypeText(string name, int arity, ImmutableArray<TypeText> arguments, string ranks)
    {
        this.name = name;
        this.arity = arity;
        this.arguments = arguments;
        this.ranks = ranks;
    }

    public static TypeText Parse(string text) => Parse(text, 0);

    /// <summary>Whether both can mean the same type.</summary>
    public bool Matches(TypeText other)
    {
        if (this.IsTypeParameter || other.IsTypeParameter)
        {
            return this.ranks == other.ranks;
        }

        if (this.name != other.name || this.arity != other.arity || this.ranks != other.ranks)
        {
            return false;
        }

        return this.arguments.IsEmpty || other.arguments.IsEmpty || this.arguments.Zip(other.arguments).All(pair => pair.First.Matches(pair.Second));
    }

    /// <summary>Whether the last name is the same, whatever the type arguments are.</summary>
    internal bool IsNamed(TypeText other) => this.name == other.name;

    /// <summary>What documentation comment ids write: <c>`0</c>.</summary>
    private bool IsTypeParameter => this.name.StartsWith('`');

    private static TypeText Parse(string text, int depth)
    {
        text = text.Trim();
        if (depth > Deepest)
        {
            return new TypeText(text, 0, [], "");
        }

        if (text.StartsWith('(') && Brackets.Close(text, 0) is var close and > 0)
        {
            var elements = Arguments(text[1..close], depth, element => ParameterText.TypeOf(element));
            return new TypeText("()", elements.Length, elements, Ranks(text[(close + 1)..]));
        }

        var end = text.AsSpan().IndexOfAny("<{[?*& ");
        end = end < 0 ? text.Length : end;
        var name = text[..end];
        var arity = 0;
        if (name.IndexOf('`', StringComparison.Ordinal) is var tick and > 0)
        {
            _ = int.TryParse(name.AsSpan(tick + 1), out arity);
            name = name[..tick];
        }

        ImmutableArray<TypeText> arguments = [];
        if (end < text.Length && text[end] is '<' or '{' && Brackets.Close(text, end) is var last and > 0)
        {
            arguments = Arguments(text[(end + 1)..last], depth, element => element);
            arity = arguments.Length;
            end = last + 1;
            if (end < text.Length && text[end] is '.' or '+')
            {
                return Parse(text[(end + 1)..], depth + 1);
            }
        }

        var simple = name[(name.AsSpan().LastIndexOfAny('.', '+', ':') + 1)..].TrimStart('@');
        return simple == "Nullable" && arguments is [var inner] && inner.ranks.Length == 0
            ? inner
            : new TypeText(Keywords.GetValueOrDefault(simple, simple), arity, arguments, Ranks(text[end..]));
    }

    private static ImmutableArray<TypeText> Arguments(string text, int depth, Func<string, string> typeOf) =>
        [.. Brackets.Split(text, character => character == ',').Select(element => Parse(typeOf(element), depth + 1))];

    private static string Ranks(string text) => string.Concat(text.Where(character => character is '[' or ']' or ',' or '*'));
}
