using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.ModelProviders.Http;

namespace EditorAgent.ModelProviders.OpenAiCompatible;

/// <summary>The vendor's count, which may come on several chunks; the later one wins, field by field.</summary>
internal sealed class ChatUsage
{
    private long prompt;
    private long completion;
    private long cached;

    public TokenUsage Value => new(this.prompt, this.completion, Math.Min(this.cached, this.prompt));

    public void Accept(JsonElement usage)
    {
        this.prompt = WireJson.Number(usage, "prompt_tokens") ?? this.prompt;
        this.completion = WireJson.Number(usage, "completion_tokens") ?? this.completion;
        var details = WireJson.Object(usage, "prompt_tokens_details");
        this.cached = WireJson.Number(usage, "cached_tokens")
            ?? (details is { } inner ? WireJson.Number(inner, "cached_tokens") : null)
            ?? this.cached;
    }
}
