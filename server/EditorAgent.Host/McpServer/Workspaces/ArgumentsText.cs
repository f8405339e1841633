using System.Text;
using System.Text.Json;

namespace EditorAgent.Host.McpServer.Workspaces;

/// <summary>Arguments of a call as the text that the pipeline reads, each value exactly as it came.</summary>
internal static class ArgumentsText
{
    public static string Of(IDictionary<string, JsonElement> arguments)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            foreach (var (name, value) in arguments)
            {
                json.WritePropertyName(name);
                value.WriteTo(json);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    public static string Of(string name, string value) => Of(new Dictionary<string, JsonElement> { [name] = JsonElement.Parse($"\"{JsonEncodedText.Encode(value)}\"") });
}
