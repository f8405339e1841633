using System.Text.Json;
using System.Text.Json.Serialization;
using EditorAgent.EndToEnd.Tests.Executable;

namespace EditorAgent.Security.Tests.Cases;

/// <summary>The cases on disk.</summary>
internal static class AttackFile
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
    };

    private static readonly Lazy<IReadOnlyList<AttackInput>> Read = new(() =>
    [
        .. File.ReadLines(Repository.At("tests", "EditorAgent.Security.Tests", "attacks.jsonl"))
            .Select(line => JsonSerializer.Deserialize<AttackInput>(line, Strict)!),
    ]);

    /// <summary>Every input of every case, in the file's order.</summary>
    public static IReadOnlyList<AttackInput> All => Read.Value;

    public static IReadOnlyList<AttackInput> Of(string id) => [.. All.Where(input => input.Id == id)];
}
