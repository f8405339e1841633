using System.Text.Json;

namespace EditorAgent.Security.Tests.Play;

/// <summary>What the client of one conversation got to see.</summary>
internal sealed class Observation
{
    /// <summary>Every frame from the agent, in order.</summary>
    public required IReadOnlyList<JsonElement> Frames { get; init; }

    /// <summary>The refusal of a request, when there was one.</summary>
    public string? Refusal { get; init; }

    /// <summary>What was said in terminals.</summary>
    public string Terminal { get; init; } = "";

    /// <summary>How many addresses the editor was asked to open.</summary>
    public int Opened => this.Frames.Count(frame => MethodOf(frame) == "elicitation/create" && frame.GetProperty("params").TryGetProperty("url", out _));

    /// <summary>How many forms it was asked to show.</summary>
    public int Forms => this.Frames.Count(frame => MethodOf(frame) == "elicitation/create") - this.Opened;

    /// <summary>What a scenario found wrong by itself.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    public IReadOnlyList<JsonElement> Questions =>
        [.. this.Frames.Where(frame => MethodOf(frame) == "session/request_permission").Select(frame => frame.GetProperty("params"))];

    /// <summary>The model's calls by id, in the order in which they were announced.</summary>
    public IReadOnlyList<SeenCall> Calls
    {
        get
        {
            var calls = new List<SeenCall>();
            foreach (var update in this.Frames.Where(frame => MethodOf(frame) == "session/update").Select(frame => frame.GetProperty("params").GetProperty("update")))
            {
                if (update.GetProperty("sessionUpdate").GetString() is not ("tool_call" or "tool_call_update"))
                {
                    continue;
                }

                var id = update.GetProperty("toolCallId").GetString()!;
                if (calls.FirstOrDefault(call => call.Id == id) is not { } call)
                {
                    calls.Add(call = new SeenCall(id));
                }

                call.See(update);
            }

            return calls;
        }
    }

    /// <summary>Every string in every frame: nothing that is said hides behind JSON's escapes.</summary>
    public string Everything => string.Join('\n', this.Frames.SelectMany(StringsIn)) + "\n" + this.Refusal + "\n" + this.Terminal;

    public static IEnumerable<string> StringsIn(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(StringsIn),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => StringsIn(member.Value)),
        _ => [],
    };

    private static string? MethodOf(JsonElement frame) => frame.TryGetProperty("method", out var method) ? method.GetString() : null;
}
