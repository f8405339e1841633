using System.Text.Json;
using EditorAgent.Protocol.ClientMethods;
using EditorAgent.Protocol.Lifecycle;
using EditorAgent.Protocol.Sessions;
using EditorAgent.Protocol.Updates;
using Xunit;

namespace EditorAgent.Protocol.Tests.Records;

public sealed class LeniencyTests
{
    [Fact]
    public void Read_WhenOptionalMembersHaveTheWrongShape_CountsThemAsAbsent()
    {
        var read = JsonSerializer.Deserialize<InitializeParams>(
            """
            {"protocolVersion":1,"clientInfo":{"name":7,"version":[]},"_meta":"none",
             "clientCapabilities":{"fs":{"readTextFile":"yes","writeTextFile":true},"terminal":{"a":1},"session":5,"newThing":{}},"more":[1]}
            """,
            AcpJson.Options)!;

        Assert.Null(read.ClientInfo);
        Assert.Null(read.Meta);
        Assert.False(read.ClientCapabilities!.Fs!.ReadTextFile);
        Assert.True(read.ClientCapabilities.Fs.WriteTextFile);
        Assert.False(read.ClientCapabilities.Terminal);
        Assert.Null(read.ClientCapabilities.Session);
    }

    [Fact]
    public void Read_WhenOneItemOfALenientListIsBroken_KeepsTheOthers()
    {
        var read = JsonSerializer.Deserialize<SessionUpdate>(
            """{"sessionUpdate":"plan","entries":[{"content":"a","priority":"high","status":"in_progress"},{"content":"b"},null,7]}""",
            AcpJson.Options);

        Assert.Equal("a", Assert.Single(Assert.IsType<SessionUpdate.Plan>(read).Entries).Content);
    }

    [Theory]
    [InlineData("""{"cwd":"/w"}""")]
    [InlineData("""{"cwd":null,"mcpServers":[]}""")]
    [InlineData("""{"cwd":"/w","mcpServers":[null]}""")]
    [InlineData("""{"cwd":"/w","mcpServers":{}}""")]
    [InlineData("""{"cwd":"/w","mcpServers":[],"cwd":"/x"}""")]
    public void Read_WhenRequiredMembersAreWrong_Throws(string json)
        => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<NewSessionParams>(json, AcpJson.Options));

    [Fact]
    public void Read_WhenAListIsNull_IsTheEmptyList()
        => Assert.Empty(JsonSerializer.Deserialize<NewSessionParams>("""{"cwd":"/w","mcpServers":null}""", AcpJson.Options)!.McpServers);

    [Fact]
    public void Read_WhenNestedTooDeep_Throws()
    {
        var deep = "{\"sessionId\":\"s\",\"_meta\":{\"a\":" + new string('[', 80) + new string(']', 80) + "}}";

        Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize<CancelNotification>(deep, AcpJson.Options));
    }

    [Fact]
    public void Write_WhenMembersAreNull_LeavesThemOut()
    {
        var json = JsonSerializer.Serialize(new SessionUpdateNotification { SessionId = "s", Update = new SessionUpdate.ToolCallUpdate { ToolCallId = "t", Kind = ToolKind.SwitchMode } }, AcpJson.Options);

        Assert.Equal("""{"sessionId":"s","update":{"sessionUpdate":"tool_call_update","toolCallId":"t","kind":"switch_mode"}}""", json);
    }

    [Fact]
    public void Write_WhenMetaIsNoObject_Throws()
        => Assert.Throws<JsonException>(() => JsonSerializer.Serialize(new CancelNotification { SessionId = "s", Meta = JsonElement.Parse("1") }, AcpJson.Options));

    [Theory]
    [InlineData("7")]
    [InlineData("\"seven\"")]
    public void RequestId_WhenWrittenBack_KeepsItsKind(string id)
    {
        var json = $$"""{"requestId":{{id}}}""";

        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<CancelRequestNotification>(json, AcpJson.Options), AcpJson.Options));
    }

    [Fact]
    public void Permission_WhenOptionKindIsUnknown_Throws()
        => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<PermissionOption>("""{"optionId":"o","name":"n","kind":"maybe"}""", AcpJson.Options));
}
