using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace EditorAgent.ModelProviders.Scripted;

/// <summary>The arguments of one scripted call: a YAML mapping told as JSON, or raw text that need not be JSON.</summary>
internal sealed class ScriptedArguments
{
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string? literal;
    private readonly ScriptedTemplate? raw;
    private readonly YamlMappingNode? map;

    /// <exception cref="FormatException">A template in it cannot be read.</exception>
    public ScriptedArguments(YamlMappingNode map)
    {
        var isLiteral = true;
        var json = Write(map, text =>
        {
            var template = ScriptedTemplate.Parse(text);
            isLiteral &= template.IsLiteral;
            return template.IsLiteral ? template.Resolve(ScriptedScope.Nothing) : text;
        });
        this.map = map;
        this.literal = isLiteral ? json : null;
    }

    public ScriptedArguments(ScriptedTemplate raw)
    {
        this.raw = raw;
    }

    public string Resolve(ScriptedScope scope) =>
        this.literal ?? this.raw?.Resolve(scope) ?? Write(this.map!, text => ScriptedTemplate.Parse(text).Resolve(scope));

    private static string Write(YamlNode node, Func<string, string> resolve)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, WriterOptions))
        {
            Write(node, json, resolve);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(YamlNode node, Utf8JsonWriter json, Func<string, string> resolve)
    {
        switch (node)
        {
            case YamlMappingNode mapping:
                json.WriteStartObject();
                foreach (var (key, value) in mapping.Children)
                {
                    json.WritePropertyName((key as YamlScalarNode)?.Value ?? throw new FormatException("argument names must be text"));
                    Write(value, json, resolve);
                }

                json.WriteEndObject();
                break;
            case YamlSequenceNode sequence:
                json.WriteStartArray();
                foreach (var item in sequence.Children)
                {
                    Write(item, json, resolve);
                }

                json.WriteEndArray();
                break;
            case YamlScalarNode scalar:
                WriteScalar(scalar, resolve(scalar.Value ?? ""), json);
                break;
        }
    }

    /// <summary>Only plain scalars have a type (YAML's JSON schema); anything quoted or in a block is a string.</summary>
    private static void WriteScalar(YamlScalarNode scalar, string text, Utf8JsonWriter json)
    {
        if (scalar.Style == ScalarStyle.Plain && (text is "true" or "false" or "null" || IsNumber(text)))
        {
            json.WriteRawValue(text);
            return;
        }

        json.WriteStringValue(text);
    }

    private static bool IsNumber(string text)
    {
        if (text.Length == 0 || !(char.IsAsciiDigit(text[0]) || text[0] == '-'))
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Number;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
