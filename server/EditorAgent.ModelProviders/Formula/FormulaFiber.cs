using System.Globalization;
using System.Text;
using System.Text.Json;
using EditorAgent.ModelProviders.Http;

namespace EditorAgent.ModelProviders.Formula;

/// <summary>One run of a formula's function, as the service reports it.</summary>
internal static class FormulaFiber
{
    private const int LongestReason = 500;

    public static byte[] Request(string function, JsonElement arguments)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, WireJson.Writing))
        {
            json.WriteStartObject();
            json.WriteString("name"u8, function);
            json.WriteString("arguments"u8, arguments.GetRawText());
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <returns>What the model gets, character by character; encrypted output is for the service's own models to read.</returns>
    /// <exception cref="FormulaException">The run failed, or its report cannot be read.</exception>
    public static string Output(int status, byte[] body)
    {
        JsonElement? read = null;
        try
        {
            read = JsonElement.Parse(body, WireJson.Reading);
        }
        catch (JsonException)
        {
        }

        try
        {
            return status is >= 200 and < 300 ? Succeeded(read) : throw new FormulaException(Refusal(status, read, body));
        }
        catch (InvalidOperationException)
        {
            throw new FormulaException("the report of the run holds text that is not valid Unicode", mayHaveRun: true);
        }
    }

    private static string Succeeded(JsonElement? read)
    {
        if (read is not { ValueKind: JsonValueKind.Object } fiber)
        {
            throw new FormulaException("the report of the run cannot be read", mayHaveRun: true);
        }

        var context = WireJson.Object(fiber, "context");
        if (WireJson.Text(fiber, "status") != "succeeded")
        {
            throw new FormulaException($"the run did not succeed: {Reason(fiber) ?? "no reason was given"}");
        }

        return Given(context, "output") ?? Given(context, "encrypted_output") ?? throw new FormulaException("the run succeeded without any output", mayHaveRun: true);
    }

    /// <summary>A text as it is; any other JSON as it is written.</summary>
    private static string? Given(JsonElement? context, string name)
    {
        if (context is not { } holder || !holder.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        return text.Length == 0 ? null : text;
    }

    private static string Refusal(int status, JsonElement? read, byte[] body)
    {
        var reason = (read is { ValueKind: JsonValueKind.Object } answer ? Reason(answer) : null) ?? Cut(Encoding.UTF8.GetString(body).Trim());
        var meaning = status switch
        {
            401 or 403 => "the key is refused",
            404 => "there is no such formula",
            429 => "too many requests, or the balance is used up; wait before trying again",
            >= 300 and < 400 => "the service wants to be asked elsewhere, which is not done with a key",
            >= 500 => "the service has a fault of its own",
            _ => "the call is refused",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{meaning} (HTTP {status}){(reason.Length == 0 ? "" : $": {reason}")}");
    }

    private static string? Reason(JsonElement fiber)
    {
        var context = WireJson.Object(fiber, "context");
        return Words(fiber, "error") ?? (context is { } inside ? Words(inside, "error") ?? Words(inside, "output") : null) ?? Words(fiber, "message");
    }

    private static string? Words(JsonElement holder, string name) => !holder.TryGetProperty(name, out var value) ? null : value.ValueKind switch
    {
        JsonValueKind.String when value.GetString() is { Length: > 0 } text => Cut(text),
        JsonValueKind.Object => Words(value, "message") ?? Cut(value.GetRawText()),
        _ => null,
    };

    private static string Cut(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= LongestReason ? line : string.Concat(line.AsSpan(0, LongestReason), " [...]");
    }
}
