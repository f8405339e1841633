using System.Text.Json;
using System.Text.Json.Nodes;
using EditorAgent.Tests.Shared;

namespace EditorAgent.Protocol.Tests.Schema;

/// <summary>Frames as records write them, in the order a client would see them.</summary>
internal sealed class Transcript
{
    private readonly List<string> lines = [];
    private int lastId;

    public IReadOnlyList<string> Lines => this.lines;

    public Transcript Request(string from, string method, object parameters, object result)
    {
        var id = ++this.lastId;
        this.Add(from, new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["method"] = method, ["params"] = Node(parameters) });
        return this.Add(from == "client" ? "agent" : "client", new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["result"] = Node(result) });
    }

    public Transcript Open(string method, object parameters)
        => this.Add("client", new JsonObject { ["jsonrpc"] = "2.0", ["id"] = ++this.lastId, ["method"] = method, ["params"] = Node(parameters) });

    public Transcript AnswerLast(object result)
        => this.Add("agent", new JsonObject { ["jsonrpc"] = "2.0", ["id"] = this.lastId, ["result"] = Node(result) });

    public Transcript Notify(string from, string method, object parameters)
        => this.Add(from, new JsonObject { ["jsonrpc"] = "2.0", ["method"] = method, ["params"] = Node(parameters) });

    public Transcript Raw(string from, string frame)
    {
        this.lines.Add(AcpSchemaValidator.Line(from, frame));
        return this;
    }

    private Transcript Add(string from, JsonObject frame) => this.Raw(from, frame.ToJsonString());

    // A union is serialised as the union, the way a member of that type would be.
    private static JsonNode Node(object value) => JsonSerializer.SerializeToNode(value, DeclaredType(value), AcpJson.Options)!;

    private static Type DeclaredType(object value) => value.GetType().DeclaringType ?? value.GetType();
}
