using System.Collections.Immutable;
using System.Text.Json;

namespace EditorAgent.Core.Sessions.Journal;

/// <summary>Fields of a payload. A missing or wrong one throws, except where a reading without it is better than none.</summary>
internal static class JournalFields
{
    public static string Text(this JsonElement p, ReadOnlySpan<byte> name) => p.GetProperty(name).GetString() ?? throw new FormatException();

    public static string? OptionalText(this JsonElement p, ReadOnlySpan<byte> name) => p.TryGetProperty(name, out var value) ? value.GetString() : null;

    public static bool Flag(this JsonElement p, ReadOnlySpan<byte> name) => p.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    public static long Number(this JsonElement p, ReadOnlySpan<byte> name) =>
        p.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : 0;

    /// <summary>A member of an enumeration by name; <paramref name="otherwise"/> for a name that a later version may have added.</summary>
    public static T Name<T>(this JsonElement p, ReadOnlySpan<byte> name, T otherwise)
        where T : struct, Enum =>
        Enum.TryParse<T>(p.OptionalText(name), out var value) && Enum.IsDefined(value) ? value : otherwise;

    public static ImmutableArray<string> Texts(this JsonElement p, ReadOnlySpan<byte> name) =>
        p.Items(name, item => item.GetString() ?? throw new FormatException());

    public static ImmutableArray<T> Items<T>(this JsonElement p, ReadOnlySpan<byte> name, Func<JsonElement, T> read)
    {
        if (!p.TryGetProperty(name, out var array))
        {
            return [];
        }

        var items = ImmutableArray.CreateBuilder<T>(array.GetArrayLength());
        foreach (var item in array.EnumerateArray())
        {
            items.Add(read(item));
        }

        return items.MoveToImmutable();
    }
}
