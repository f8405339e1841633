using System.Text.Json;

namespace EditorAgent.ModelProviders.Http;

/// <summary>What an error body says, looked up on the top and in up to three nested <c>error</c> objects.</summary>
/// <param name="Codes">Every <c>type</c> and <c>code</c> found, in lower case.</param>
/// <param name="Message">The innermost message, for the user; empty when the body is not for reading (HTML).</param>
/// <param name="Text">Everything that wording can be looked for in, in lower case.</param>
/// <param name="Status">An HTTP status that the body names itself, as relays do inside a stream.</param>
/// <param name="ContextSize">llama.cpp's <c>n_ctx</c>.</param>
internal sealed record FailureBody(IReadOnlyCollection<string> Codes, string Message, string Text, int? Status, int? ContextSize)
{
    private const int MaxLevels = 3;

    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    public static FailureBody Parse(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Options);
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            var readable = body.AsSpan().TrimStart().StartsWith("<", StringComparison.Ordinal) ? "" : body;
            return new FailureBody([], readable, body.ToLowerInvariant(), null, null);
        }
    }

    public static bool HoldsError(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object
        && ((root.TryGetProperty("error", out var error) && error.ValueKind is JsonValueKind.Object or JsonValueKind.String)
            || (root.TryGetProperty("object", out var kind) && kind.ValueKind == JsonValueKind.String && kind.ValueEquals("error")));

    private static FailureBody Read(JsonElement root)
    {
        var found = new Findings();
        var level = root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0 ? root[0] : root;
        for (var depth = 0; depth <= MaxLevels; depth++)
        {
            if (level.ValueKind == JsonValueKind.String)
            {
                found.AddMessage(level.GetString());
                break;
            }

            if (level.ValueKind != JsonValueKind.Object)
            {
                break;
            }

            found.AddLevel(level);
            if (!level.TryGetProperty("error", out level))
            {
                break;
            }
        }

        return found.ToBody();
    }

    private sealed class Findings
    {
        private readonly HashSet<string> codes = new(StringComparer.Ordinal);
        private readonly List<string> messages = [];
        private int? status;
        private int? contextSize;

        public void AddLevel(JsonElement level)
        {
            this.AddCode(level, "type");
            this.AddCode(level, "code");
            this.AddCode(level, "status");
            if (level.TryGetProperty("n_ctx", out var size) && size.ValueKind == JsonValueKind.Number && size.TryGetInt32(out var tokens))
            {
                this.contextSize = tokens;
            }

            foreach (var name in (ReadOnlySpan<string>)["message", "detail", "error_description"])
            {
                if (level.TryGetProperty(name, out var text))
                {
                    this.AddMessage(text.ValueKind == JsonValueKind.String ? text.GetString() : text.GetRawText());
                }
            }
        }

        public void AddMessage(string? message)
        {
            if (!string.IsNullOrWhiteSpace(message))
            {
                this.messages.Add(message);
            }
        }

        public FailureBody ToBody() =>
            new(this.codes, this.messages.LastOrDefault() ?? "", string.Join(" | ", this.messages).ToLowerInvariant(), this.status, this.contextSize);

        private void AddCode(JsonElement level, string name)
        {
            if (!level.TryGetProperty(name, out var value))
            {
                return;
            }

            if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number))
            {
                this.status = number is >= 300 and <= 599 ? number : this.status;
                return;
            }

            if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } code)
            {
                this.codes.Add(code.ToLowerInvariant());
            }
        }
    }
}
