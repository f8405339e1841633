using System.Globalization;
using System.Text.Json;
using EditorAgent.Host.Gateway.Items;
using EditorAgent.Host.Gateway.Requests;
using EditorAgent.Host.Gateway.Upstream;

namespace EditorAgent.Host.Gateway.Responses;

/// <summary>Reads what <c>POST /v1/responses</c> got. A parameter that is not honoured is refused, never left out.</summary>
/// <param name="store">Where earlier responses are.</param>
internal sealed class ResponsesRequestReader(ResponseStore store)
{
    private const int LongestInstructions = 8 * 1024 * 1024;

    /// <exception cref="ApiProblem">It is not as the API has it, or asks for what this gateway cannot do.</exception>
    public ResponsesRequest Read(JsonElement body)
    {
        var fields = JsonFields.Of(body, "");
        fields.RefuseOthers(
            "model", "input", "instructions", "previous_response_id", "tools", "tool_choice", "parallel_tool_calls", "max_output_tokens", "max_tool_calls", "temperature", "top_p",
            "reasoning", "text", "metadata", "store", "stream", "stream_options", "include", "truncation", "service_tier", "user", "safety_identifier", "prompt_cache_key",
            "prompt_cache_retention", "prompt_cache_options", "background", "conversation", "prompt", "top_logprobs", "moderation", "context_management", "access_programs", "image");
        fields.RefuseUnsupported("background", "conversation", "prompt", "moderation", "context_management", "access_programs", "image");
        CheckQuiet(fields);
        var previous = this.PreviousOf(fields);
        var tools = ToolEntries.Read(fields, FunctionEntry.Read);
        return new ResponsesRequest
        {
            Model = fields.RequiredText("model", 256) is { Length: > 0 } model ? model : throw fields.Missing("model"),
            Input = new ItemReader(id => previous?.Find(id) ?? store.FindItem(id)).Read(fields),
            Previous = previous,
            Instructions = fields.Text("instructions", LongestInstructions),
            Tools = tools,
            ToolChoice = ToolChoice.Read(fields, choice => choice.RequiredText("name", 64)),
            Wishes = new SamplingWishes(
                fields.Number("temperature", 0, 2), fields.Number("top_p", 0, 1), EffortOf(fields), FormatOf(fields), fields.Flag("parallel_tool_calls")),
            MaxOutputTokens = fields.Integer("max_output_tokens", 16, int.MaxValue),
            MaxToolCalls = fields.Integer("max_tool_calls", 1, int.MaxValue),
            Metadata = fields.TextMap("metadata", 16, 64, 512),
            IsStored = fields.Flag("store") ?? true,
            IsStream = fields.Flag("stream") ?? false,
            CacheKey = fields.Text("prompt_cache_key", 1024),
            Text = fields.Any("text")?.Clone(),
        };
    }

    /// <summary>What changes nothing that a client could see here, or is only honoured when it asks for nothing.</summary>
    private static void CheckQuiet(JsonFields fields)
    {
        if (fields.Text("truncation", 16) is not (null or "disabled"))
        {
            throw ApiProblem.Unsupported("truncation", "truncation 'auto' is not supported by this gateway.");
        }

        if (fields.Integer("top_logprobs", 0, 20) is > 0)
        {
            throw ApiProblem.Unsupported("top_logprobs", "Log probabilities are not supported by this gateway.");
        }

        foreach (var wanted in fields.Texts("include", 16, 128))
        {
            // The reasoning is in the item itself.
            if (wanted is not "reasoning.encrypted_content")
            {
                throw ApiProblem.Unsupported("include", $"include '{wanted}' is not supported by this gateway.");
            }
        }

        fields.Text("service_tier", 32);
        fields.Text("user", 1024);
        fields.Text("safety_identifier", 1024);
    }

    private static string? EffortOf(JsonFields fields)
    {
        if (fields.Object("reasoning") is not { } reasoning)
        {
            return null;
        }

        reasoning.RefuseOthers("effort", "summary", "generate_summary", "context", "mode");
        return reasoning.Text("effort", 16) is { } effort && effort.Any(character => !char.IsAsciiLetterLower(character))
            ? throw ApiProblem.Invalid(reasoning.At("effort"), "reasoning.effort must be a word such as 'low', 'medium' or 'high'.")
            : reasoning.Text("effort", 16);
    }

    /// <summary><c>text.format</c> as chat completions write it.</summary>
    private static string? FormatOf(JsonFields fields)
    {
        if (fields.Object("text") is not { } text)
        {
            return null;
        }

        text.RefuseOthers("format", "verbosity");
        if (text.Object("format") is not { } format)
        {
            return null;
        }

        switch (format.RequiredText("type", 32))
        {
            case "text":
                return null;
            case "json_object":
                return """{"type":"json_object"}""";
            case "json_schema":
                var strict = format.Flag("strict") is { } isStrict ? string.Create(CultureInfo.InvariantCulture, $",\"strict\":{(isStrict ? "true" : "false")}") : "";
                var schema = format.Object("schema") is null ? throw format.Missing("schema") : format.Any("schema")!.Value.GetRawText();
                return $$$"""{"type":"json_schema","json_schema":{"name":"{{{JsonEncodedText.Encode(format.RequiredText("name", 64))}}}","schema":{{{schema}}}{{{strict}}}}}""";
            case var type:
                throw ApiProblem.Unsupported(format.At("type"), $"A text format '{type}' is not supported by this gateway.");
        }
    }

    private StoredResponse? PreviousOf(JsonFields fields)
    {
        if (fields.Text("previous_response_id", 256) is not { Length: > 0 } id)
        {
            return null;
        }

        return store.Find(id) ?? throw ApiProblem.Invalid("previous_response_id", $"Previous response with id '{id}' not found.", "previous_response_not_found");
    }
}
