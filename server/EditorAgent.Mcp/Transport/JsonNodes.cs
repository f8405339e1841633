using System.Text.Json;
using System.Text.Json.Nodes;

namespace EditorAgent.Mcp.Transport;

internal static class JsonNodes
{
    /// <summary>With memory of its own; <see cref="JsonValueKind.Undefined"/> for null.</summary>
    public static JsonElement ToElement(this JsonNode? node)
    {
        if (node is null)
        {
            return default;
        }

        var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            node.WriteTo(writer);
        }

        using var document = JsonDocument.Parse(bytes.GetBuffer().AsMemory(0, (int)bytes.Length));
        return document.RootElement.Clone();
    }
}
