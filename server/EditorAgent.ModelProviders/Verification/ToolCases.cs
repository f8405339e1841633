using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EditorAgent.Core.Models;

namespace EditorAgent.ModelProviders.Verification;

/// <summary>
/// Tools of the shapes that sessions offer, and calls of them with values drawn from a seed: the same seed gives the same cases. Each shape is
/// one that endpoints are known to break: nesting, lists, enumerations, bounds, letters beyond ASCII, text that holds code or JSON.
/// </summary>
internal static class ToolCases
{
    private static readonly string[] Names = ["Ada", "Grüße", "李雷", "O'Brien", "Zoë 🦊", "Łukasz"];
    private static readonly string[] Paths = ["src/Program.cs", "docs/a b.md", "test/ünï.txt", "lib/x/y/z.py"];
    private static readonly string[] Colours = ["red", "green", "blue"];

    public const int Count = 12;

    public static ImmutableArray<ToolCase> For(int seed)
    {
        var random = new Random(seed);
        return
        [
            Case("rename_user", """{"name":{"type":"string"}}""", new() { ["name"] = Pick(random, Names) }),
            Case("set_volume", """{"level":{"type":"integer","minimum":0,"maximum":100}}""", new() { ["level"] = random.Next(1, 100) }),
            Case("paint", """{"colour":{"type":"string","enum":["red","green","blue"]},"coats":{"type":"integer","minimum":1,"maximum":5}}""", new() { ["colour"] = Pick(random, Colours), ["coats"] = random.Next(1, 6) }),
            Case("set_flag", """{"name":{"type":"string"},"enabled":{"type":"boolean"}}""", new() { ["name"] = "beta", ["enabled"] = random.Next(2) == 0 }),
            Case("read_lines", """{"path":{"type":"string"},"first":{"type":"integer","minimum":1},"count":{"type":"integer","minimum":1}}""", new() { ["path"] = Pick(random, Paths), ["first"] = random.Next(1, 500), ["count"] = random.Next(1, 50) }),
            Case("add_tags", """{"path":{"type":"string"},"tags":{"type":"array","items":{"type":"string"},"minItems":1}}""", new() { ["path"] = Pick(random, Paths), ["tags"] = new JsonArray("alpha", "beta", $"n{random.Next(100)}") }),
            Case("move_point", """{"point":{"type":"object","properties":{"x":{"type":"number"},"y":{"type":"number"}},"required":["x","y"],"additionalProperties":false}}""", new() { ["point"] = new JsonObject { ["x"] = random.Next(-50, 50) / 4.0, ["y"] = random.Next(-50, 50) / 4.0 } }),
            Case("edit_file", """{"path":{"type":"string"},"edits":{"type":"array","minItems":1,"items":{"type":"object","properties":{"old_string":{"type":"string"},"new_string":{"type":"string"}},"required":["old_string","new_string"],"additionalProperties":false}}}""", new() { ["path"] = Pick(random, Paths), ["edits"] = new JsonArray(new JsonObject { ["old_string"] = "if (a < b) {", ["new_string"] = "if (a <= b) {" }, new JsonObject { ["old_string"] = "\"old\"", ["new_string"] = $"\"new {random.Next(10)}\"" }) }),
            Case("write_file", """{"path":{"type":"string"},"content":{"type":"string"}}""", new() { ["path"] = Pick(random, Paths), ["content"] = $"line one\n\t\"quoted\" \\ {random.Next(1000)}\n" }),
            Case("save_json", """{"text":{"type":"string","description":"a JSON text, as one string"}}""", new() { ["text"] = $$"""{"n":{{random.Next(100)}},"list":[1,2]}""" }),
            Case("plan_work", """{"entries":{"type":"array","minItems":1,"items":{"type":"object","properties":{"content":{"type":"string"},"status":{"type":"string","enum":["pending","in_progress","completed"]}},"required":["content","status"],"additionalProperties":false}}}""", new() { ["entries"] = new JsonArray(new JsonObject { ["content"] = "look", ["status"] = "completed" }, new JsonObject { ["content"] = Pick(random, Names), ["status"] = "pending" }) }),
            Case("clear_cache", "{}", []),
        ];
    }

    /// <summary>What no tool here is for.</summary>
    public static ImmutableArray<string> Plain { get; } =
        ["What is 2 + 2? Answer with the number; no tool is needed.", "Say the word \"yes\" and nothing else; call no tool.", "Which colour do red and white give together? One word, without any tool."];

    private static ToolCase Case(string name, string properties, JsonObject values)
    {
        var required = new JsonArray([.. values.Select(value => (JsonNode)value.Key)]);
        var schema = $$"""{"type":"object","properties":{{properties}},"required":{{required.ToJsonString()}},"additionalProperties":false}""";
        var tool = new ToolDefinition(name, $"Does what its name says ({name.Replace('_', ' ')}).", Encoding.UTF8.GetBytes(schema));
        return new ToolCase(tool, $"Call the tool {name} once, now, with exactly these arguments: {values.ToJsonString(Relaxed)}");
    }

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string Pick(Random random, string[] values) => values[random.Next(values.Length)];
}
