using System.Text.Json;

namespace EditorAgent.Core.Permissions;

/// <summary>Every text, number and truth value of an argument, however deep, as rules that restrict see it.</summary>
internal static class JsonTexts
{
    /// <returns>Null stands for a text that cannot be read as characters: whatever is meant by it, a restricting rule holds.</returns>
    public static IEnumerable<string?> AllIn(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                return value.EnumerateObject().SelectMany(member => AllIn(member.Value));
            case JsonValueKind.Array:
                return value.EnumerateArray().SelectMany(AllIn);
            case JsonValueKind.String:
                return [Read(value)];
            case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                return [value.GetRawText()];
            default:
                return [];
        }
    }

    private static string? Read(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
