using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using EditorAgent.Protocol.ClientMethods;
using EditorAgent.Protocol.Content;
using EditorAgent.Protocol.Elicitation;
using EditorAgent.Protocol.Lifecycle;
using EditorAgent.Protocol.McpServers;
using EditorAgent.Protocol.Sessions;
using EditorAgent.Protocol.Updates;
using Xunit;

namespace EditorAgent.Protocol.Tests.Records;

public sealed class UnionTests
{
    public static TheoryData<Type, string> UnknownKinds => new()
    {
        { typeof(ContentBlock), """{"z":[1,{"a":null}],"type":"hologram","text":"é"}""" },
        { typeof(SessionUpdate), """{"sessionUpdate":"plan_removed","planId":"p","deep":{"x":1.50}}""" },
        { typeof(ToolCallContent), """{"type":"chart","points":[1,2]}""" },
        { typeof(RequestPermissionOutcome), """{"outcome":"deferred","until":"tomorrow"}""" },
        { typeof(McpServer), """{"type":"acp","name":"n","serverId":"s"}""" },
        { typeof(AuthMethod), """{"type":"env_var","id":"i","name":"n","vars":[]}""" },
        { typeof(SessionConfigOption), """{"type":"slider","id":"i","name":"n","currentValue":3}""" },
        { typeof(CreateElicitationParams), """{"mode":"voice","message":"m"}""" },
        { typeof(CreateElicitationResult), """{"action":"postpone"}""" },
        { typeof(ElicitationProperty), """{"type":"colour","default":"red"}""" },
        { typeof(ResourceContents), """{"uri":"u","stream":"s"}""" },
        { typeof(SessionConfigValue), """{"from":1,"to":2}""" },
        { typeof(SessionConfigSelectOptions), """[{"choice":"x"}]""" },
    };

    [Theory]
    [MemberData(nameof(UnknownKinds))]
    public void Read_WhenKindIsUnknown_IsWrittenBackUnchanged(Type union, string json)
    {
        var value = JsonSerializer.Deserialize(json, union, AcpJson.Options)!;

        Assert.Equal("Unknown", value.GetType().Name);
        Assert.Equal(json, JsonSerializer.Serialize(value, union, AcpJson.Options));
    }

    [Fact]
    public void EveryKind_WhenItsTagIsRead_IsItsOwnRecord()
    {
        var kinds = typeof(AcpJson).Assembly.GetTypes().Where(type => type.DeclaringType is { IsAbstract: true } && type.GetProperty("Tag") is not null).ToList();

        Assert.True(kinds.Count > 30);
        foreach (var kind in kinds)
        {
            var tag = kind.GetProperty("Tag")!;
            var name = tag.GetCustomAttribute<JsonPropertyNameAttribute>()!.Name;
            var value = (string)tag.GetValue(RuntimeHelpers.GetUninitializedObject(kind))!;
            object? read = null;
            var failure = Record.Exception(() => read = JsonSerializer.Deserialize($$"""{"{{name}}":"{{value}}"}""", kind.DeclaringType!, AcpJson.Options));

            // Either nothing is required, or the refusal names the very kind whose members are lacking.
            var found = read?.GetType() == kind || (failure is JsonException && failure.Message.Contains(kind.Name, StringComparison.Ordinal));
            Assert.True(found, $"{kind}: {failure?.Message ?? read?.GetType().Name}");
        }
    }

    [Fact]
    public void Read_WhenDiscriminatorComesLast_FindsTheKind()
    {
        var update = JsonSerializer.Deserialize<SessionUpdate>(
            """{"content":{"text":"hi","annotations":{"type":"nested"},"type":"text"},"messageId":"m","sessionUpdate":"agent_message_chunk"}""",
            AcpJson.Options);

        var chunk = Assert.IsType<SessionUpdate.AgentMessageChunk>(update);
        Assert.Equal("m", chunk.MessageId);
        Assert.Equal("hi", Assert.IsType<ContentBlock.Text>(chunk.Content).Value);
    }

    [Theory]
    [InlineData(typeof(ContentBlock), """{"text":"no type"}""")]
    [InlineData(typeof(ContentBlock), """{"type":1}""")]
    [InlineData(typeof(ContentBlock), "null")]
    [InlineData(typeof(ContentBlock), "[]")]
    [InlineData(typeof(SessionUpdate), "{}")]
    [InlineData(typeof(ContentBlock), """{"type":"text","text":null}""")]
    [InlineData(typeof(ContentBlock), """{"type":"text"}""")]
    [InlineData(typeof(ContentBlock), """{"type":"text","type":"image","text":"x"}""")]
    [InlineData(typeof(ContentBlock), """{"type":"text","text":"x","text":"y"}""")]
    [InlineData(typeof(ContentBlock), """{"type":"hologram","a":1,"a":2}""")]
    public void Read_WhenUnionIsMalformed_Throws(Type union, string json)
        => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json, union, AcpJson.Options));

    [Fact]
    public void McpServer_WhenStdio_HasNoTypeMember()
    {
        McpServer server = new McpServer.Stdio { Name = "n", Command = "/c", Args = ["a"], Env = [new EnvVariable { Name = "K", Value = "V" }] };

        var json = JsonSerializer.Serialize(server, AcpJson.Options);

        Assert.Equal("""{"name":"n","command":"/c","args":["a"],"env":[{"name":"K","value":"V"}]}""", json);
        Assert.IsType<McpServer.Stdio>(JsonSerializer.Deserialize<McpServer>(json, AcpJson.Options));
    }

    [Fact]
    public void McpServer_WhenTypedStdio_IsStdio()
        => Assert.IsType<McpServer.Stdio>(JsonSerializer.Deserialize<McpServer>("""{"type":"stdio","name":"n","command":"/c","args":[],"env":null}""", AcpJson.Options));
}
