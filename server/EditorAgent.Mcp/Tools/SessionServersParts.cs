using System.Collections.Immutable;
using EditorAgent.Core.Models;
using EditorAgent.Core.Tools;
using Microsoft.Extensions.Logging;

namespace EditorAgent.Mcp.Tools;

/// <summary>What a session's servers need of the session.</summary>
public sealed record SessionServersParts
{
    /// <summary>Grows by the servers' tools.</summary>
    public required ToolCatalog Catalog { get; init; }

    /// <summary>Of the model the session begins with, in tokens.</summary>
    public required int ContextWindow { get; init; }

    public required IPermissionPrompt Prompt { get; init; }

    /// <summary>How the client shows forms and addresses; null where it cannot.</summary>
    public IFormClient? Forms { get; init; }

    /// <summary>Tells the user a title and a line; from any thread, must return at once. Null tells nobody.</summary>
    public Action<string, string>? Tell { get; init; }

    /// <summary>The model that answers servers that may ask for one; null refuses them all.</summary>
    public Func<IChatModel>? Model { get; init; }

    /// <summary>Whether the user lets this server use the session's model; each use is still asked about.</summary>
    public Func<string, bool> AllowsSampling { get; init; } = _ => false;

    /// <summary>Looked at when a turn begins: where one of them is another, the configuration is read again.</summary>
    public ImmutableArray<string> ConfigurationFiles { get; init; } = [];

    public required TimeProvider Time { get; init; }

    public required ILogger Logger { get; init; }
}
