using System.Collections.Immutable;

namespace EditorAgent.Mcp.Contract;

/// <summary>A server failed us. The message is one line for a person, without a secret.</summary>
public sealed class ServerException(ServerFailureKind kind, string message, Exception? inner = null) : Exception(message, inner)
{
    public ServerFailureKind Kind { get; } = kind;

    /// <summary>Whether any byte of the request may have reached the server.</summary>
    public bool WasSent { get; init; }

    /// <summary>Of a JSON-RPC error.</summary>
    public int? Code { get; init; }

    /// <summary>What a server that could not be reached, or that ended, wrote to its standard error at last.</summary>
    public ImmutableArray<string> ErrorTail { get; init; } = [];

    /// <summary>By the server's word: when to come again.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
