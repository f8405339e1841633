using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Host.Gateway.Items;
using EditorAgent.Host.Gateway.Requests;
using EditorAgent.Host.Gateway.Upstream;

namespace EditorAgent.Host.Gateway.Chat;

/// <summary>Reads what <c>POST /v1/chat/completions</c> got. A parameter that is not honoured is refused, never left out.</summary>
internal sealed class ChatRequestReader
{
    private const int LongestText = 8 * 1024 * 1024;

    private readonly Dictionary<string, string> callIds = new(StringComparer.Ordinal);
    private readonly ImmutableArray<Item>.Builder items = ImmutableArray.CreateBuilder<Item>();

    /// <exception cref="ApiProblem">It is not as the API has it, or asks for what this gateway cannot do.</exception>
    public static ChatRequest Read(JsonElement body)
    {
        var fields = JsonFields.Of(body, "");
        fields.RefuseOthers(
            "model", "messages", "tools", "tool_choice", "parallel_tool_calls", "max_tokens", "max_completion_tokens", "temperature", "top_p", "response_format", "reasoning_effort",
            "stream", "stream_options", "n", "store", "metadata", "user", "safety_identifier", "prompt_cache_key", "service_tier",
            "stop", "seed", "presence_penalty", "frequency_penalty", "logit_bias", "logprobs", "top_logprobs", "functions", "function_call", "audio", "modalities", "prediction", "web_search_options", "verbosity", "moderation");
        fields.RefuseUnsupported(
            "stop", "seed", "presence_penalty", "frequency_penalty", "logit_bias", "logprobs", "top_logprobs", "functions", "function_call", "audio", "modalities", "prediction", "web_search_options", "verbosity", "moderation", "store");
        fields.Integer("n", 1, 1);
        var isStream = fields.Flag("stream") ?? false;
        return new ChatRequest
        {
            Model = fields.RequiredText("model", 256) is { Length: > 0 } model ? model : throw fields.Missing("model"),
            Items = new ChatRequestReader().ItemsOf(fields),
            Tools = ToolEntries.Read(fields, tool => FunctionEntry.Read(tool.Object("function") ?? throw tool.Missing("function"))),
            ToolChoice = ToolChoice.Read(fields, choice => (choice.Object("function") ?? throw choice.Missing("function")).RequiredText("name", 64)),
            Wishes = new SamplingWishes(
                fields.Number("temperature", 0, 2), fields.Number("top_p", 0, 1), fields.Text("reasoning_effort", 16), fields.Object("response_format") is null ? null : fields.Any("response_format")!.Value.GetRawText(), fields.Flag("parallel_tool_calls")),
            MaxTokens = fields.Integer("max_completion_tokens", 1, int.MaxValue) ?? fields.Integer("max_tokens", 1, int.MaxValue),
            IsStream = isStream,
            WantsUsage = isStream && fields.Object("stream_options") is { } options && options.Flag("include_usage") == true,
            CacheKey = fields.Text("prompt_cache_key", 1024),
        };
    }

    private ImmutableArray<Item> ItemsOf(JsonFields body)
    {
        var messages = body.List("messages", 4096);
        if (messages.Count == 0)
        {
            throw body.Missing("messages");
        }

        foreach (var (entry, place) in messages)
        {
            this.Accept(JsonFields.Of(entry, place));
        }

        return this.items.ToImmutable();
    }

    private void Accept(JsonFields message)
    {
        switch (message.RequiredText("role", 16))
        {
            case "system" or "developer" or "user":
                this.items.Add(new Item.Message(ItemId.New("msg"), message.RequiredText("role", 16), ContentReader.Read(message, "content"), "completed"));
                break;
            case "assistant":
                this.AcceptAssistant(message);
                break;
            case "tool":
                var given = message.RequiredText("tool_call_id", 256);
                var id = this.callIds.GetValueOrDefault(given) ?? throw ApiProblem.Invalid(message.At("tool_call_id"), $"No tool call found with the id {given}.");
                this.items.Add(new Item.FunctionOutput(ItemId.New("fco"), id, ContentReader.Read(message, "content")));
                break;
            case var role:
                throw ApiProblem.Invalid(message.At("role"), $"Messages of the role '{(role.Length < 16 ? role : "")}' are not supported by this gateway.");
        }
    }

    /// <summary>Some vendors count ids anew in every answer: an id means the last call that had it.</summary>
    private void AcceptAssistant(JsonFields message)
    {
        var round = new object();
        foreach (var key in (string[])["reasoning_content", "reasoning"])
        {
            if (message.Text(key, LongestText) is { } reasoning)
            {
                this.items.Add(new Item.Reasoning(ItemId.New("rs"), reasoning, "completed") { Round = round, Exact = [new AssistantPart.Reasoning(reasoning, key, null)] });
                break;
            }
        }

        if (message.Any("content") is not null && ContentReader.Read(message, "content") is { IsEmpty: false } content)
        {
            this.items.Add(new Item.Message(ItemId.New("msg"), "assistant", content, "completed") { Round = round });
        }

        foreach (var (entry, place) in message.List("tool_calls", 256))
        {
            var call = JsonFields.Of(entry, place);
            var function = call.Object("function") ?? throw call.Missing("function");
            var given = call.RequiredText("id", 256);
            var id = this.callIds[given] = ItemId.New("call");
            this.items.Add(new Item.FunctionCall(ItemId.New("fc"), id, function.RequiredText("name", 128), function.RequiredText("arguments", LongestText), "completed") { Round = round, VendorId = given });
        }
    }
}
