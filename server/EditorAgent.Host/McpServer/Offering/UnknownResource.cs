using ModelContextProtocol;

namespace EditorAgent.Host.McpServer.Offering;

/// <summary>There is nothing under an address, or nothing that may be told.</summary>
internal static class UnknownResource
{
    public static McpProtocolException At(string uri)
    {
        var exception = new McpProtocolException("There is no such resource.", McpErrorCode.InvalidParams);
        exception.Data["uri"] = uri;
        return exception;
    }
}
