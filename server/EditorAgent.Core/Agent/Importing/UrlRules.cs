using System.Collections.Immutable;

namespace EditorAgent.Core.Agent.Importing;

/// <summary>What another program's rule says of addresses, as ours: a host, or an address whose path stands for all below it.</summary>
internal static class UrlRules
{
    /// <returns>Subjects, of which the empty one means every address; or why there are none.</returns>
    public static (ImmutableArray<string> Addresses, string? Why) Translate(bool isAllowed, string subject, RuleDialect dialect)
    {
        if (subject.Length == 0 || (!isAllowed && subject.AsSpan().Trim('*').IsEmpty))
        {
            return ([""], null);
        }

        if (subject.StartsWith("domain:", StringComparison.Ordinal))
        {
            var host = subject["domain:".Length..].Trim();
            return IsHost(host) ? ([isAllowed || host.StartsWith("*.", StringComparison.Ordinal) ? host : $"*.{host}"], null) : ([], "it names no host");
        }

        var bare = subject.TrimEnd('*').TrimEnd('/');
        if (!Uri.TryCreate(bare.Replace("*", "x", StringComparison.Ordinal), UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            return ([], "it is no web address");
        }

        if (isAllowed)
        {
            return dialect == RuleDialect.Kimi || !subject.EndsWith("/*", StringComparison.Ordinal) || bare.Contains('*', StringComparison.Ordinal)
                ? ([], "it may mean fewer pages there than here, where an address stands for all below it; write it by hand as web_fetch(https://host/path)")
                : ([bare], null);
        }

        if (!bare.Contains('*', StringComparison.Ordinal))
        {
            return ([bare], null);
        }

        // What no rule here can say of a path is left away: more is held back, never less.
        var authority = bare.Split('/')[2];
        return IsHost(authority) ? ([authority], null) : ([], "its host has a wildcard in it; write it by hand as web_fetch(*.host)");
    }

    private static bool IsHost(string text) => text.Length > 0 && (text.StartsWith("*.", StringComparison.Ordinal) ? text[2..] : text).All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-');
}
