using EditorAgent.Core.Models;

namespace EditorAgent.ModelProviders.Http;

/// <summary>
/// The ids under which one request names its tool calls: the vendor's own, made unique within the request and, where the vendor
/// insists on an alphabet, mapped into it. Calls are named in the order of the conversation, so the same history gives the same ids.
/// </summary>
internal sealed class WireCallIds(Func<string, string> spelling)
{
    private readonly Dictionary<ToolCallId, string> byCall = [];
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);

    public static string Verbatim(string id) => id;

    /// <summary>1 to 64 characters of <c>[A-Za-z0-9_-]</c>, as OpenAI and Anthropic demand.</summary>
    public static string Restricted(string id)
    {
        var length = Math.Min(id.Length, 64);
        return string.Create(length, id, static (target, source) =>
        {
            for (var index = 0; index < target.Length; index++)
            {
                var letter = source[index];
                target[index] = char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' ? letter : '_';
            }
        });
    }

    public string OfCall(AssistantPart.ToolCall call)
    {
        if (this.byCall.TryGetValue(call.Id, out var known))
        {
            return known;
        }

        var wanted = spelling(call.VendorId.Length > 0 ? call.VendorId : call.Id.Value);
        var id = wanted;
        for (var number = 2; !this.taken.Add(id); number++)
        {
            var suffix = $"_{number}";
            id = wanted[..Math.Min(wanted.Length, 64 - suffix.Length)] + suffix;
        }

        this.byCall.Add(call.Id, id);
        return id;
    }

    public string OfResult(ToolCallId call) => this.byCall.TryGetValue(call, out var id) ? id : spelling(call.Value);
}
