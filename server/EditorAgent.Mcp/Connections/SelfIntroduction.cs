using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Mcp.Connections;

/// <summary>
/// Who asks, as each request of the stateless revision says it; what the caller can answer is written over by <see cref="RequestDress"/>.
/// </summary>
internal sealed class SelfIntroduction(string revision)
{
    public static Implementation Own { get; } = new() { Name = "editor-agent", Version = typeof(SelfIntroduction).Assembly.GetName().Version?.ToString(3) ?? "0.0.0" };

    public void WriteTo(JsonObject meta)
    {
        meta[MetaKeys.ProtocolVersion] = revision;
        meta[MetaKeys.ClientInfo] = new JsonObject { ["name"] = Own.Name, ["version"] = Own.Version };
        meta[MetaKeys.ClientCapabilities] = new JsonObject();
    }
}
