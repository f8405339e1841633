using System.Globalization;
using System.Text.Json;

namespace EditorAgent.ScriptedModelServer.Faults;

/// <summary>What goes wrong with a request's answer. Fields combine; the table is in the README.</summary>
public sealed record ModelFault
{
    /// <summary>For how many requests a queued fault holds.</summary>
    public int Next { get; init; } = 1;

    /// <summary>How many requests a queued fault lets pass first.</summary>
    public int After { get; init; }

    public int? Status { get; init; }

    /// <summary>Seconds, as the header has it.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>Replaces the body.</summary>
    public string? Body { get; init; }

    /// <summary>Exactly this many bytes of the body are sent, then the connection ends without the end of the body.</summary>
    public int? CutAtByte { get; init; }

    /// <summary>The cut is a TCP reset; otherwise an orderly close.</summary>
    public bool CutWithReset { get; init; }

    /// <summary>After the first event come bytes that are neither an event nor text.</summary>
    public bool Garbage { get; init; }

    public bool InvalidUtf8 { get; init; }

    public int DelayFirstByteMs { get; init; }

    /// <summary>Nothing is answered before somebody says so by <c>POST /_release</c>.</summary>
    public bool UntilReleased { get; init; }

    public int DelayPerChunkMs { get; init; }

    /// <summary>Sends the body in pieces of this size, across event boundaries.</summary>
    public int? WriteSize { get; init; }

    public bool ResetBeforeHeaders { get; init; }

    public bool WrongContentType { get; init; }

    /// <summary>One more text delta of this many characters.</summary>
    public int? RepeatChunkBytes { get; init; }

    /// <summary>A gzip-encoded body that unpacks to this many bytes.</summary>
    public int? GzipBombBytes { get; init; }

    /// <summary>Leaves out the last event: <c>[DONE]</c> or <c>message_stop</c>.</summary>
    public bool OmitDone { get; init; }

    /// <exception cref="FormatException">Not JSON, not an object, an unknown field or a wrong type.</exception>
    public static ModelFault Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            var fault = new ModelFault();
            foreach (var field in document.RootElement.EnumerateObject())
            {
                fault = fault.With(field.Name, field.Value);
            }

            return fault;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException($"A fault is a JSON object with the fields of the README: {e.Message}", e);
        }
    }

    /// <summary>The form for a path: <c>status=429;retryAfter=1;omitDone</c>.</summary>
    public static ModelFault ParsePairs(string pairs)
    {
        var fault = new ModelFault();
        foreach (var pair in pairs.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = pair.Split('=', 2) is [var left, var right] ? (left, right) : (pair, "true");
            var isLiteral = value == "true" || int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _);
            using var document = JsonDocument.Parse(isLiteral ? value : $"\"{JsonEncodedText.Encode(value)}\"");
            try
            {
                fault = fault.With(name, document.RootElement);
            }
            catch (InvalidOperationException e)
            {
                throw new FormatException($"{name} cannot be '{value}'", e);
            }
        }

        return fault;
    }

    private ModelFault With(string field, JsonElement value) => field switch
    {
        "next" => this with { Next = value.GetInt32() },
        "after" => this with { After = value.GetInt32() },
        "status" => this with { Status = value.GetInt32() },
        "retryAfter" => this with { RetryAfter = value.GetInt32() },
        "body" => this with { Body = value.GetString() },
        "cutAtByte" => this with { CutAtByte = value.GetInt32() },
        "cutWithReset" => this with { CutWithReset = value.GetBoolean() },
        "garbage" => this with { Garbage = value.GetBoolean() },
        "invalidUtf8" => this with { InvalidUtf8 = value.GetBoolean() },
        "delayFirstByteMs" => this with { DelayFirstByteMs = value.GetInt32() },
        "untilReleased" => this with { UntilReleased = value.GetBoolean() },
        "delayPerChunkMs" => this with { DelayPerChunkMs = value.GetInt32() },
        "writeSize" => this with { WriteSize = Math.Max(1, value.GetInt32()) },
        "resetBeforeHeaders" => this with { ResetBeforeHeaders = value.GetBoolean() },
        "wrongContentType" => this with { WrongContentType = value.GetBoolean() },
        "repeatChunkBytes" => this with { RepeatChunkBytes = value.GetInt32() },
        "gzipBombBytes" => this with { GzipBombBytes = value.GetInt32() },
        "omitDone" => this with { OmitDone = value.GetBoolean() },
        _ => throw new FormatException($"unknown fault field '{field}'"),
    };
}
