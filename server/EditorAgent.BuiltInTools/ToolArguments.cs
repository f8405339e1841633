using System.Text.Json;

namespace EditorAgent.BuiltInTools;

/// <summary>Reads optional members of arguments that already satisfy the tool's schema.</summary>
internal static class ToolArguments
{
    extension(JsonElement arguments)
    {
        public string RequiredString(string name) => arguments.GetProperty(name).GetString()!;

        public string? OptionalString(string name) =>
            arguments.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

        public int? OptionalInt32(string name) =>
            arguments.TryGetProperty(name, out var value) && value.TryGetInt32(out var number) ? number : null;

        public bool OptionalBoolean(string name) => arguments.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
    }
}
