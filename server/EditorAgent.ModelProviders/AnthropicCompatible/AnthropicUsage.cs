using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.ModelProviders.Http;

namespace EditorAgent.ModelProviders.AnthropicCompatible;

/// <summary>
/// Counts come at the start and again, cumulative, at the end. Relays fill one of the two places and zero the other: the larger
/// number of each field is the true one.
/// </summary>
internal sealed class AnthropicUsage
{
    private long input;
    private long cacheRead;
    private long cacheWritten;
    private long output;

    /// <summary>Anthropic counts cached tokens beside the input, we count them in.</summary>
    public TokenUsage Value => new(this.input + this.cacheRead + this.cacheWritten, this.output, this.cacheRead);

    public void Accept(JsonElement holder)
    {
        if (WireJson.Object(holder, "usage") is not { } usage)
        {
            return;
        }

        this.input = Math.Max(this.input, WireJson.Number(usage, "input_tokens") ?? 0);
        this.cacheRead = Math.Max(this.cacheRead, WireJson.Number(usage, "cache_read_input_tokens") ?? 0);
        this.cacheWritten = Math.Max(this.cacheWritten, WireJson.Number(usage, "cache_creation_input_tokens") ?? 0);
        this.output = Math.Max(this.output, WireJson.Number(usage, "output_tokens") ?? 0);
    }
}
