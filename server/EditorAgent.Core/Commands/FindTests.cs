using System.Collections.Immutable;

namespace EditorAgent.Core.Commands;

/// <summary>
/// <c>find</c> with starting points and the tests that only look, each with its value. No options before the starting points
/// (<c>-L</c> follows links), no actions, no operators: what find does by itself is print.
/// </summary>
internal static class FindTests
{
    public static CommandReads? Read(ReadOnlySpan<string> arguments)
    {
        var paths = ImmutableArray.CreateBuilder<string>();
        var at = 0;
        while (at < arguments.Length && arguments[at] is not ['-', ..])
        {
            if (arguments[at] is "" or ['(' or ')' or '!' or ',', ..])
            {
                return null;
            }

            paths.Add(arguments[at++]);
        }

        if (paths.Count == 0)
        {
            paths.Add(".");
        }

        for (; at < arguments.Length; at += 2)
        {
            if (at + 1 == arguments.Length || !IsTest(arguments[at], arguments[at + 1]))
            {
                return null;
            }

            if (arguments[at] == "-newer")
            {
                paths.Add(arguments[at + 1]);
            }
        }

        return new CommandReads(paths.ToImmutable(), CommandReach.NamesBelow);
    }

    private static bool IsTest(string test, string value) => test switch
    {
        "-name" or "-iname" or "-path" => true,
        "-type" => value.Length > 0 && !value.AsSpan().ContainsAnyExcept("bcdpfls,"),
        "-maxdepth" or "-mindepth" => IsNumber(value),
        "-mtime" => IsNumber(value.AsSpan().TrimStart("+-")),
        "-size" => IsNumber(value.AsSpan().TrimStart("+-").TrimEnd("bcwkMG")),
        "-newer" => value.Length > 0 && value[0] != '-',
        _ => false,
    };

    private static bool IsNumber(ReadOnlySpan<char> value) => value.Length is > 0 and <= 12 && !value.ContainsAnyExceptInRange('0', '9');
}
