using System.Collections.Immutable;
using System.Globalization;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.BuiltInTools.Git;

/// <summary>
/// The variables that git gets beside those of every program: where the repository is (so that it searches for none), no transport, no
/// lock, no question, and the filters that its configuration names without their programs.
/// </summary>
internal static class GitEnvironment
{
    /// <summary>More are no honest configuration; the whole of it could not be looked through.</summary>
    public const int MostFilters = 64;

    public static Dictionary<string, string> For(IReadOnlyDictionary<string, string> common, GitRepository.Found repository, ImmutableArray<string> filters)
    {
        var environment = new Dictionary<string, string>(common, StringComparer.Ordinal)
        {
            ["GIT_DIR"] = repository.GitDirectory,
            ["GIT_WORK_TREE"] = repository.WorkTree,
            ["GIT_CONFIG_NOSYSTEM"] = "1",
            ["GIT_ATTR_NOSYSTEM"] = "1",
            ["GIT_OPTIONAL_LOCKS"] = "0",
            ["GIT_TERMINAL_PROMPT"] = "0",
            ["GIT_ALLOW_PROTOCOL"] = "none",
            ["GIT_NO_LAZY_FETCH"] = "1",
            ["GIT_NO_REPLACE_OBJECTS"] = "1",
            ["GIT_PAGER"] = "cat",
        };
        var count = 0;
        foreach (var filter in filters)
        {
            Add($"filter.{filter}.clean", "");
            Add($"filter.{filter}.smudge", "");
            Add($"filter.{filter}.process", "");
            Add($"filter.{filter}.required", "false");
        }

        environment["GIT_CONFIG_COUNT"] = count.ToString(CultureInfo.InvariantCulture);
        return environment;

        void Add(string key, string value)
        {
            environment[string.Create(CultureInfo.InvariantCulture, $"GIT_CONFIG_KEY_{count}")] = key;
            environment[string.Create(CultureInfo.InvariantCulture, $"GIT_CONFIG_VALUE_{count}")] = value;
            count++;
        }
    }

    /// <summary>The filters' names out of NUL-separated keys; null when one cannot be named back to git exactly.</summary>
    public static ImmutableArray<string>? FiltersIn(string keys)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        foreach (var key in keys.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            var end = key.LastIndexOf('.');
            var start = "filter.".Length;
            if (!key.StartsWith("filter.", StringComparison.Ordinal) || key.Contains('\uFFFD', StringComparison.Ordinal))
            {
                return null;
            }

            // "filter.x" without a name in between is no filter.
            if (end >= start && !names.Contains(key[start..end]))
            {
                names.Add(key[start..end]);
            }
        }

        return names.Count <= MostFilters ? names.ToImmutable() : null;
    }
}
