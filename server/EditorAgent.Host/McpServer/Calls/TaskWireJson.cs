using System.Text.Json.Serialization;

namespace EditorAgent.Host.McpServer.Calls;

/// <summary>JSON of what the SDK has no types for.</summary>
[JsonSerializable(typeof(CreatedTask))]
[JsonSerializable(typeof(string))]
internal sealed partial class TaskWireJson : JsonSerializerContext;
