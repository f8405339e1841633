using System.Collections.Immutable;
using System.Text.Json;

namespace EditorAgent.Tests.Schemas;

/// <summary>
/// The official test suite of JSON Schema, as the Debian package <c>libtest-json-schema-acceptance-perl</c> carries it;
/// <c>EDITORAGENT_SCHEMA_SUITE</c> names another copy.
/// </summary>
internal static class OfficialSuite
{
    private const string Installed = "/usr/share/perl5/auto/share/dist/Test-JSON-Schema-Acceptance";

    public static string Folder { get; } = Environment.GetEnvironmentVariable("EDITORAGENT_SCHEMA_SUITE") is { Length: > 0 } other ? other : Installed;

    public static bool IsOtherCopy => Folder != Installed;

    /// <summary>What the tests may refer to, by the addresses that they use.</summary>
    public static ImmutableDictionary<string, JsonElement> Remotes()
    {
        var remotes = Path.Combine(Folder, "remotes");
        return Directory.GetFiles(remotes, "*.json", SearchOption.AllDirectories)
            .Select(file => (Relative: Path.GetRelativePath(remotes, file).Replace('\\', '/'), File: file))
            .ToImmutableDictionary(remote => $"http://localhost:1234/{remote.Relative}", remote => JsonElement.Parse(File.ReadAllBytes(remote.File)));
    }

    public static IEnumerable<OfficialCase> Cases(string draft, bool optional)
    {
        var folder = Path.Combine(Folder, "tests", draft);
        var files = optional
            ? Directory.GetFiles(Path.Combine(folder, "optional"), "*.json", SearchOption.AllDirectories)
            : Directory.GetFiles(folder, "*.json");
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            var name = Path.GetRelativePath(folder, file)[..^".json".Length].Replace('\\', '/');
            foreach (var group in document.RootElement.Clone().EnumerateArray())
            {
                foreach (var test in group.GetProperty("tests").EnumerateArray())
                {
                    yield return new OfficialCase(
                        $"{draft}/{name}: {group.GetProperty("description").GetString()}: {test.GetProperty("description").GetString()}",
                        group.GetProperty("schema"),
                        test.GetProperty("data"),
                        test.GetProperty("valid").GetBoolean());
                }
            }
        }
    }
}
