using EditorAgent.Mcp.Transport;
using ModelContextProtocol.Client;

namespace EditorAgent.Mcp.Connections;

/// <summary>What a connection consists of once the server has been reached.</summary>
internal sealed record ConnectionParts(IServerLink Link, SessionTransport Session, McpClient Client, Requester Requester, NotificationDesk Notifications, IncomingQuestions Incoming);
