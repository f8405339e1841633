using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EditorAgent.Host.CommandLine;
using EditorAgent.Host.CommandLine.Editors;
using Xunit;

namespace EditorAgent.Tests.Editors;

public sealed class AgentServersTextTests
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false };

    private static JsonObject Ours => new() { ["command"] = "/opt/editor-agent", ["args"] = new JsonArray("acp") };

    [Theory]
    [InlineData("{}")]
    [InlineData("{\n}\n")]
    [InlineData("{ // nothing yet\n}")]
    [InlineData("{ /* nothing yet */ }")]
    [InlineData("{\"theme\":\"dark\"}")]
    [InlineData("{ \"theme\": \"dark\", }")]
    [InlineData("// top\n{\n  \"theme\": \"dark\" // why\n}\n// bottom\n")]
    [InlineData("{\r\n\t\"theme\": \"dark\", // why\r\n\t/* and\r\n\t   more */\r\n}\r\n")]
    [InlineData("{\n    \"agent_servers\": {}\n}")]
    [InlineData("{\n    \"agent_servers\": { \"x\": {\"command\": \"/x\"} },\n    \"z\": [1, 2,],\n}")]
    [InlineData("{\n  \"agent_servers\": {\n    \"x\": {} // last, no comma\n    // and a line of its own\n  }\n}")]
    [InlineData("{\n  \"agent_servers\": {\n    \"x\": {}, /* a */ // b , }\n  },\n}")]
    [InlineData("{\n  \"a\": 1\n  , \"agent_servers\": {\n      \"x\": \"// no comment, { } \\\" \"\n    , \"y\": 2\n  }\n}")]
    [InlineData("\uFEFF{\n  \"agent_servers\": { \"x\": null }\n}")]
    [InlineData("{\"agent_\\u0073ervers\":{\"é🎨\":{}}}")]
    public void With_WhateverTheLayout_AddsTheEntryAndWithoutGivesEveryByteBack(string text)
    {
        var before = Encoding.UTF8.GetBytes(text);
        var with = AgentServersText.Parse("f", "EditorAgent", before).With(Ours);

        Assert.True(JsonNode.DeepEquals(Ours, Settings(with)["agent_servers"]!["EditorAgent"]), Encoding.UTF8.GetString(with));
        Assert.True(IsKeptIn(before, with), Encoding.UTF8.GetString(with));
        var without = AgentServersText.Parse("f", "EditorAgent", with).Without();
        var kept = JsonNode.DeepEquals(Settings(before)["agent_servers"] ?? new JsonObject(), Settings(without)["agent_servers"]);
        Assert.True(kept, Encoding.UTF8.GetString(without));
        if (text.Contains("\"x\"", StringComparison.Ordinal))
        {
            Assert.Equal(text, Encoding.UTF8.GetString(without));
        }
    }

    [Fact]
    public void With_WhereMembersStandOnLinesOfTheirOwn_LooksLikeThem()
    {
        var with = With("{\r\n\t\"agent_servers\": {\r\n\t\t\"x\": 1, // one\r\n\t},\r\n}");

        Assert.Equal(
            "{\r\n\t\"agent_servers\": {\r\n\t\t\"x\": 1, // one\r\n\t\t\"EditorAgent\": {\r\n\t\t\t\"command\": \"/opt/editor-agent\",\r\n\t\t\t\"args\": [\r\n\t\t\t\t\"acp\"\r\n\t\t\t]\r\n\t\t},\r\n\t},\r\n}",
            with);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData("\uFEFF")]
    [InlineData("// only a comment")]
    public void With_WhereNothingIsYet_WritesAWholeFile(string text)
    {
        var with = With(text);

        Assert.StartsWith(text, with, StringComparison.Ordinal);
        Assert.True(JsonNode.DeepEquals(Ours, Settings(Encoding.UTF8.GetBytes(with))["agent_servers"]!["EditorAgent"]), with);
    }

    [Fact]
    public void With_WhereTheEntryIs_ReplacesItAndNothingElse() => Assert.Equal(
        "{\n  \"agent_servers\": { // a\n    \"EditorAgent\": {\n      \"command\": \"/opt/editor-agent\",\n      \"args\": [\n        \"acp\"\n      ]\n    }, // mine\n    \"y\": 2\n  }\n}",
        With("{\n  \"agent_servers\": { // a\n    \"EditorAgent\": { \"command\": \"/old\" }, // mine\n    \"y\": 2\n  }\n}"));

    [Theory]
    [InlineData("{ \"agent_servers\": { \"EditorAgent\": {}, \"y\": 1 } }", "{ \"agent_servers\": { \"y\": 1 } }")]
    [InlineData("{\n  \"agent_servers\": {\n    // ours\n    \"EditorAgent\": {}\n  }\n}", "{\n  \"agent_servers\": {\n    // ours\n  }\n}")]
    [InlineData("{\n  \"agent_servers\": {\n    \"EditorAgent\": {}, // mine\n    \"y\": 1\n  }\n}", "{\n  \"agent_servers\": {\n    // mine\n    \"y\": 1\n  }\n}")]
    [InlineData("{\"agent_servers\":{\"x\":1/*,*/,\"EditorAgent\":{}}}", "{\"agent_servers\":{\"x\":1/*,*/}}")]
    [InlineData("{\"theme\": 1}", "{\"theme\": 1}")]
    public void Without_WhateverStandsAround_TakesTheEntryOnly(string text, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(AgentServersText.Parse("f", "EditorAgent", Encoding.UTF8.GetBytes(text)).Without()));

    [Theory]
    [InlineData("{", "no valid JSON (line 1)")]
    [InlineData("{\n\"a\": tru\n}", "no valid JSON (line 2)")]
    [InlineData("{} {}", "no valid JSON")]
    [InlineData("[]", "no JSON object")]
    [InlineData("{\"agent_servers\": []}", "no object")]
    [InlineData("{\"agent_servers\": null}", "no object")]
    [InlineData("{\"agent_servers\": {}, \"agent_servers\": {}}", "\"agent_servers\" twice")]
    [InlineData("{\"agent_servers\": {\"EditorAgent\": {}, \"Editor\\u0041gent\": {}}}", "\"EditorAgent\" twice")]
    [InlineData("{ /* open", "no valid JSON")]
    public void Parse_OfWhatCannotBeChangedSafely_SaysWhyInOneLine(string text, string why)
    {
        var refusal = Assert.Throws<UserFacingException>(() => AgentServersText.Parse("settings.json", "EditorAgent", Encoding.UTF8.GetBytes(text)));
        Assert.Contains(why, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public void Parse_OfBytesThatAreNoText_Refuses() =>
        Assert.Throws<UserFacingException>(() => AgentServersText.Parse("f", "EditorAgent", [.. "{\"a\": \""u8, 0xFF, 0xFE, .. "\"}"u8]));

    [Fact]
    public void Parse_OfManyLevels_Refuses()
    {
        var deep = "{\"a\":" + new string('[', 100_000) + new string(']', 100_000) + "}";
        Assert.Throws<UserFacingException>(() => AgentServersText.Parse("f", "EditorAgent", Encoding.UTF8.GetBytes(deep)));
    }

    [Fact]
    public void ReadEntry_ThatSaysSomethingTwice_Refuses() => Assert.Throws<UserFacingException>(
        () => AgentServersText.Parse("f", "EditorAgent", "{\"agent_servers\": {\"EditorAgent\": {\"command\": \"/a\", \"command\": \"/b\"}}}"u8.ToArray()).ReadEntry());

    private static string With(string text) => Encoding.UTF8.GetString(AgentServersText.Parse("f", "EditorAgent", Encoding.UTF8.GetBytes(text)).With(Ours));

    private static JsonNode Settings(byte[] text) => JsonNode.Parse(Encoding.UTF8.GetString(text).TrimStart('\uFEFF'), documentOptions: Lenient)!;

    /// <summary>Whether one is the other with bytes added in at most two places.</summary>
    private static bool IsKeptIn(byte[] before, byte[] after)
    {
        var head = before.AsSpan().CommonPrefixLength(after);
        var tail = 0;
        while (tail < before.Length - head && before[^(tail + 1)] == after[^(tail + 1)])
        {
            tail++;
        }

        // Between a comma and an entry on a line below may stand a comment.
        var between = Encoding.UTF8.GetString(before[head..^tail]);
        return between.Length == 0 || (after[head] == (byte)',' && Encoding.UTF8.GetString(after).Contains("," + between, StringComparison.Ordinal));
    }
}
