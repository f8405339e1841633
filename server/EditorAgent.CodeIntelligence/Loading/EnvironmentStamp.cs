using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace EditorAgent.CodeIntelligence.Loading;

/// <summary>The part of the environment that an evaluation can have seen, as a hash.</summary>
internal static class EnvironmentStamp
{
    /// <summary>Read by MSBuild and NuGet themselves, not by a project file.</summary>
    private static readonly HashSet<string> Always = new(StringComparer.OrdinalIgnoreCase) { "DOTNET_ROOT", "DOTNET_MSBUILD_SDK_RESOLVER_SDKS_DIR", "NUGET_PACKAGES", "NUGET_FALLBACK_PACKAGES" };

    /// <summary>Different for each process and of no meaning for a compilation; those of MSBuild, and the runtime's path, are set by finding it.</summary>
    private static readonly HashSet<string> Never = new(StringComparer.OrdinalIgnoreCase) { "TEMP", "TMP", "TMPDIR", "PWD", "OLDPWD", "DOTNET_HOST_PATH", "EDITORAGENT_RUN_ID" };

    public static byte[] Of(ImmutableArray<uint> propertyNames)
    {
        var variables = Environment.GetEnvironmentVariables();
        var relevant = variables.Keys.Cast<string>().Where(name => Counts(name, propertyNames)).Order(StringComparer.Ordinal);
        return SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', relevant.Select(name => $"{name}={variables[name]}"))));
    }

    /// <summary>FNV-1a over the upper-case letters: names of properties have no case.</summary>
    public static uint HashOf(ReadOnlySpan<char> name)
    {
        var hash = 2166136261u;
        foreach (var letter in name)
        {
            hash = (hash ^ char.ToUpperInvariant(letter)) * 16777619u;
        }

        return hash;
    }

    private static bool Counts(string name, ImmutableArray<uint> propertyNames) =>
        Always.Contains(name)
        || (!Never.Contains(name) && !name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) && propertyNames.BinarySearch(HashOf(name)) >= 0);
}
