using System.Text.RegularExpressions;

namespace EditorAgent.CodeIntelligence.Loading;

/// <summary>One argument of the compiler.</summary>
internal static partial class CompilerArgument
{
    /// <summary>Whether it names a source; an absolute path and a switch both begin with a slash.</summary>
    public static bool IsSource(string argument) => argument.Length > 0 && (argument[0] is not ('/' or '-') || !Switch().IsMatch(argument));

    /// <summary>The value of a switch by its long name, or null; aliases of a reference are left out.</summary>
    public static string? Value(string argument, string name)
    {
        if (argument.Length <= name.Length + 2 || argument[0] is not ('/' or '-') || argument[name.Length + 1] != ':' || !argument.AsSpan(1, name.Length).Equals(name, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var value = argument[(name.Length + 2)..].Trim('"');
        var alias = name == "reference" ? value.IndexOf('=', StringComparison.Ordinal) : -1;
        return alias > 0 && value.AsSpan(0, alias).IndexOfAny('/', '\\') < 0 ? value[(alias + 1)..].Trim('"') : value;
    }

    [GeneratedRegex("^[/-][a-zA-Z0-9]+([:+-]|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Switch();
}
