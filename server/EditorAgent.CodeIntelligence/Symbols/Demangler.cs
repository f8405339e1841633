using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.Symbols;

/// <summary>
/// From the names that the C# compiler invents back to those in the source: state machines <c>&lt;Load&gt;d__5</c>, lambdas
/// <c>&lt;Load&gt;b__0</c>, local functions <c>&lt;Load&gt;g__Inner|0_1</c>, closures <c>&lt;&gt;c__DisplayClass3_0</c>, file-local types,
/// accessors. The form is that of Roslyn's generated names.
/// </summary>
internal static class Demangler
{
    private const int Deepest = 16;

    private static readonly string[] Accessors = ["get_", "set_", "add_", "remove_"];

    /// <param name="method">A full name as in a stack trace, without parameters.</param>
    /// <param name="parameters">Types as printed; null when not known.</param>
    /// <returns>Null when no person wrote it.</returns>
    public static Result? Undo(string method, ImmutableArray<string>? parameters)
    {
        if (method.StartsWith("lambda_method", StringComparison.Ordinal))
        {
            return null;
        }

        var parts = ImmutableArray.CreateBuilder<NamePart>();
        string? within = null;
        foreach (var raw in NameScanner.Split(method.Replace('/', '+')))
        {
            var isInner = raw.StartsWith('<');
            var (name, role) = isInner ? Inner(raw, 0) : (raw, null);
            within ??= role;
            foreach (var piece in name.Length == 0 ? [] : isInner ? NameScanner.Split(name) : [name])
            {
                if ((piece is "<Main>$" ? new NamePart(piece) : NameScanner.Part(piece)) is not { } part)
                {
                    return null;
                }

                parts.Add(part);
            }

            if (role is not null)
            {
                break;
            }
        }

        if (parts.Count == 0)
        {
            return null;
        }

        var last = parts[^1];
        var accessor = Accessors.FirstOrDefault(prefix => last.Identifier.StartsWith(prefix, StringComparison.Ordinal) && last.Identifier.Length > prefix.Length);
        if (accessor is not null)
        {
            var property = last.Identifier[accessor.Length..];
            parts[^1] = new NamePart(property == "Item" ? NamePart.Indexer : property);
        }

        return new Result(new SymbolAddress.Name(parts.ToImmutable()) { Parameters = within is null && accessor is null ? parameters : null }, within);
    }

    /// <summary>The name in the brackets and what stands behind says it is; an empty name for what only the compiler knows.</summary>
    private static (string Name, string? Role) Inner(string raw, int depth)
    {
        var close = Brackets.Close(raw, 0);
        if (close <= 1 || depth > Deepest)
        {
            return ("", null);
        }

        var inside = raw[1..close];
        var kind = raw[(close + 1)..];
        if (kind.StartsWith('F') && kind.IndexOf("__", StringComparison.Ordinal) is var file and > 0)
        {
            return (kind[(file + 2)..], null);
        }

        if (kind == "$" && inside == "Main")
        {
            return ("<Main>$", null);
        }

        var role = kind.Length == 0 ? null : kind[0] switch
        {
            'd' => "async or iterator",
            'b' => "lambda",
            'g' => LocalFunction(kind),
            _ => null,
        };
        if (role is null)
        {
            return ("", null);
        }

        if (inside.StartsWith('<'))
        {
            var (name, inner) = Inner(inside, depth + 1);
            return (name, inner ?? role);
        }

        // An explicit implementation's dots are dashes in the name of a state machine.
        return (inside.Replace('-', '.'), role);
    }

    private static string LocalFunction(string kind)
    {
        var start = kind.IndexOf("__", StringComparison.Ordinal);
        var end = kind.IndexOf('|', StringComparison.Ordinal);
        return start > 0 && end > start + 2 ? $"local function {kind[(start + 2)..end]}" : "local function";
    }

    /// <param name="Symbol">What a person wrote.</param>
    /// <param name="Within">The part of it; null for all.</param>
    internal sealed record Result(SymbolAddress.Name Symbol, string? Within);
}
