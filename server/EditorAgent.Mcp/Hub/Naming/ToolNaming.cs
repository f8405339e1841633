using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using EditorAgent.Core.Workspaces;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Hub.Naming;

/// <summary>
/// Names by which a model calls tools of servers: <c>mcp__server__tool</c>, at most 64 characters of those that every model vendor takes. A
/// name depends on its own server's list alone, so that servers which come and go rename nothing of each other. Where that form could be read
/// as another pair, or as one with a hash, it ends with a hash of the pair instead.
/// </summary>
internal static class ToolNaming
{
    private const int Longest = 64;
    private const int HashDigits = 8;
    private const int LongestOriginal = 128;
    private const int MostProblems = 20;

    /// <param name="reserved">Names that are taken.</param>
    public static NamedTools Of(string server, ImmutableArray<ServerTool> tools, IImmutableSet<string> reserved)
    {
        var problems = new List<string>();
        var usable = Usable(tools, problems);
        var twins = usable.GroupBy(tool => Sanitised(tool.Name), StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Skip(1).Any())
            .Select(group => group.Key)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var taken = new HashSet<string>(reserved, StringComparer.OrdinalIgnoreCase);
        var named = ImmutableArray.CreateBuilder<NamedTool>(usable.Count);
        foreach (var tool in usable)
        {
            var name = Sanitised(tool.Name);
            var plain = $"mcp__{Sanitised(server)}__{name}";
            var isPlain = plain.Length <= Longest && !IsAmbiguous(server, name) && !twins.Contains(name) && !taken.Contains(plain);
            var exposed = isPlain ? plain : WithHash(plain, server, tool.Name);
            if (taken.Add(exposed))
            {
                named.Add(new NamedTool(tool, exposed));
            }
            else
            {
                problems.Add($"The tool {Shown(tool.Name)} is disabled: its name cannot be told from another one's.");
            }
        }

        return new NamedTools(named.ToImmutable(), Bounded(problems));
    }

    private static List<ServerTool> Usable(ImmutableArray<ServerTool> tools, List<string> problems)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var usable = new List<ServerTool>(tools.Length);
        foreach (var tool in tools)
        {
            if (WhyUnusable(tool.Name) is { } why)
            {
                problems.Add($"The tool {Shown(tool.Name)} is disabled: {why}.");
            }
            else if (!seen.Add(tool.Name))
            {
                problems.Add($"The tool {Shown(tool.Name)} occurs twice: the first one counts.");
            }
            else
            {
                usable.Add(tool);
            }
        }

        return usable;
    }

    private static string? WhyUnusable(string name) => name switch
    {
        "" => "it has no name",
        { Length: > LongestOriginal } => $"its name is longer than {LongestOriginal} characters",
        _ when name.Any(character => character is < ' ' or > '~') => "its name contains characters that cannot be seen or pass for others",
        _ => null,
    };

    /// <summary>
    /// Whether the plain form could stand for another pair. Where a server has no <c>__</c>, neither in it nor at the joint, the first one is the
    /// joint; what looks like a hash is left to hashes.
    /// </summary>
    private static bool IsAmbiguous(string server, string name) =>
        server != Sanitised(server) || server.Contains("__", StringComparison.Ordinal) || server.EndsWith('_') || name.StartsWith('_') || EndsLikeHash(name);

    private static bool EndsLikeHash(string name) =>
        name.Length > HashDigits && name[^(HashDigits + 1)] == '_' && name.AsSpan(name.Length - HashDigits).IndexOfAnyExcept("0123456789abcdefABCDEF") < 0;

    private static string WithHash(string plain, string server, string tool)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{server}\n{tool}")))[..HashDigits];
        return $"{plain[..Math.Min(plain.Length, Longest - HashDigits - 1)]}_{hash}";
    }

    private static string Sanitised(string name) =>
        string.Create(name.Length, name, static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                target[i] = char.IsAsciiLetterOrDigit(source[i]) || source[i] is '-' or '_' ? source[i] : '_';
            }
        });

    private static string Shown(string name) => CanonicalText.Line(name, 80).Text;

    private static ImmutableArray<string> Bounded(List<string> problems) => problems.Count <= MostProblems
        ? [.. problems]
        : [.. problems.Take(MostProblems), $"{problems.Count - MostProblems} more of its tools are disabled."];
}
