using Microsoft.Extensions.Logging;

namespace EditorAgent.Mcp.Hub;

/// <summary>What the hub writes to the log.</summary>
internal static partial class HubLog
{
    [LoggerMessage(1, LogLevel.Error, "Something in the background of the MCP servers failed")]
    public static partial void BackgroundFault(this ILogger logger, Exception fault);

    [LoggerMessage(2, LogLevel.Warning, "MCP servers were still ending when they were no longer waited for")]
    public static partial void StillEnding(this ILogger logger);

    [LoggerMessage(3, LogLevel.Error, "The MCP server {Server} could not be started, fault {Id}")]
    public static partial void StartFault(this ILogger logger, string server, string id, Exception fault);

    [LoggerMessage(4, LogLevel.Error, "Something in the background of the MCP server {Server} failed")]
    public static partial void ServerFault(this ILogger logger, string server, Exception fault);

    [LoggerMessage(5, LogLevel.Debug, "MCP server {Server} says ({Level}): {Text}")]
    public static partial void Said(this ILogger logger, string server, string level, string text);

    [LoggerMessage(6, LogLevel.Warning, "The prompts of the MCP server {Server} could not be listed: {Why}")]
    public static partial void PromptsUnlisted(this ILogger logger, string server, string why);

    [LoggerMessage(7, LogLevel.Warning, "The MCP server {Server} cannot be asked, so its earlier answer is used: {Why}")]
    public static partial void StaleAnswer(this ILogger logger, string server, string why);

    [LoggerMessage(8, LogLevel.Warning, "A resource of the MCP server {Server} could not be subscribed to again: {Why}")]
    public static partial void Unsubscribed(this ILogger logger, string server, string why);

    [LoggerMessage(9, LogLevel.Error, "Someone who listens to resources of the MCP server {Server} failed")]
    public static partial void ListenerFault(this ILogger logger, string server, Exception fault);

    [LoggerMessage(10, LogLevel.Error, "A subscriber to the states of MCP servers failed")]
    public static partial void SubscriberFault(this ILogger logger, Exception fault);

    [LoggerMessage(11, LogLevel.Error, "The call of {Tool} of the MCP server {Server} failed, fault {Id}")]
    public static partial void CallFault(this ILogger logger, string tool, string server, string id, Exception fault);

    [LoggerMessage(12, LogLevel.Error, "The call of {Tool} of the MCP server {Server} could not be audited: {Why}")]
    public static partial void Unaudited(this ILogger logger, string tool, string server, string why);

    [LoggerMessage(13, LogLevel.Warning, "What was remembered of an MCP server is not used: {Why}")]
    public static partial void MemoryUnread(this ILogger logger, string why);

    [LoggerMessage(14, LogLevel.Warning, "What an MCP server offers could not be remembered: {Why}")]
    public static partial void MemoryUnwritten(this ILogger logger, string why);
}
