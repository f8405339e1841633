using System.Text.Json.Nodes;
using EditorAgent.Mcp.Contract;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Mcp.Connections;

/// <summary>Of a server of the stateless revision each request says what its caller can answer, whether tasks are understood and which log messages are wanted.</summary>
internal sealed class RequestDress(ServerQuestions connection, bool understandsTasks, bool listensToLog)
{
    public void Apply(JsonRpcRequest request, PendingRequest ours)
    {
        if (request.Params is not JsonObject parameters || parameters["_meta"] is not JsonObject meta || meta[MetaKeys.ClientCapabilities] is not JsonObject capabilities)
        {
            return;
        }

        var mayAsk = request.Method is RequestMethods.ToolsCall or RequestMethods.PromptsGet or RequestMethods.ResourcesRead;
        Abilities.Write(capabilities, mayAsk ? ours.Run.Questions : connection);
        if (understandsTasks && (request.Method is RequestMethods.ToolsCall or Listening.Method || request.Method.StartsWith("tasks/", StringComparison.Ordinal)))
        {
            capabilities["extensions"] = new JsonObject { [TaskFollower.Extension] = new JsonObject() };
        }

        if (listensToLog)
        {
            meta[MetaKeys.LogLevel] = "info";
        }
    }
}
