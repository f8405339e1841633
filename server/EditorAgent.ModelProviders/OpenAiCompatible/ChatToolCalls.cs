using System.Text;
using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.ModelProviders.Http;

namespace EditorAgent.ModelProviders.OpenAiCompatible;

/// <summary>Puts tool calls together from the fragments of a stream, in the order in which the calls began.</summary>
internal sealed class ChatToolCalls(TimeProvider timeProvider)
{
    private readonly List<Call> calls = [];

    public int Count => this.calls.Count;

    public void Accept(JsonElement fragment, List<ModelEvent> ready)
    {
        if (fragment.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        var function = WireJson.Object(fragment, "function");
        var name = function is { } inner ? NullIfEmpty(WireJson.Text(inner, "name")) : null;
        var arguments = function is { } holder ? Arguments(holder) : "";
        var id = NullIfEmpty(WireJson.Text(fragment, "id"));
        var position = this.Find(IndexOf(fragment), id, name);
        var call = this.calls[position];
        call.Id ??= id;
        var isNewName = call.Name is null && name is not null;
        call.Name ??= name;
        call.Arguments.Append(arguments);
        if (isNewName || arguments.Length > 0)
        {
            ready.Add(new ModelEvent.ToolCallDelta(position, call.Name, arguments));
        }
    }

    public IEnumerable<AssistantPart.ToolCall> ToParts()
    {
        foreach (var call in this.calls)
        {
            if (call.Name is not null || call.Arguments.Length > 0)
            {
                yield return VendorCalls.NewPart(call.Id, call.Name ?? "", call.Arguments.ToString(), timeProvider);
            }
        }
    }

    /// <summary>
    /// The call that a fragment belongs to. Without an index, a name begins a call and anything else continues the last one. Some
    /// servers give every call of an answer the same index: a second name under a second id begins a call as well.
    /// </summary>
    private int Find(int? index, string? id, string? name)
    {
        if (index is null)
        {
            return name is not null || this.calls.Count == 0 ? this.Begin(null) : this.calls.Count - 1;
        }

        for (var position = this.calls.Count - 1; position >= 0; position--)
        {
            var call = this.calls[position];
            if (call.Index != index)
            {
                continue;
            }

            var isAnother = name is not null && id is not null && call.Name is not null && call.Id is not null && call.Id != id;
            return isAnother ? this.Begin(index) : position;
        }

        return this.Begin(index);
    }

    private int Begin(int? index)
    {
        this.calls.Add(new Call(index));
        return this.calls.Count - 1;
    }

    private static int? IndexOf(JsonElement fragment)
    {
        if (!fragment.TryGetProperty("index", out var index))
        {
            return null;
        }

        return index.ValueKind switch
        {
            JsonValueKind.Number when index.TryGetInt32(out var number) => number,
            JsonValueKind.String when int.TryParse(index.GetString(), out var number) => number,
            _ => null,
        };
    }

    private static string Arguments(JsonElement function)
    {
        if (!function.TryGetProperty("arguments", out var arguments))
        {
            return "";
        }

        return arguments.ValueKind switch
        {
            JsonValueKind.String => arguments.GetString()!,
            JsonValueKind.Object => arguments.GetRawText(),
            _ => "",
        };
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private sealed class Call(int? index)
    {
        public int? Index { get; } = index;

        public string? Id { get; set; }

        public string? Name { get; set; }

        public StringBuilder Arguments { get; } = new();
    }
}
