using System.Collections.Immutable;

namespace EditorAgent.Mcp.Contract;

/// <summary>A server failed us. The message is one line for a person, without a secret.</summary>
public sealed class ServerException(ServerFailureKind kind, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>HTTP's word, as the <see cref="Code"/> of a <see cref="ServerFailureKind.SessionLost"/>, for a request that was turned away with its session and so never ran.</summary>
    public const int UnknownSession = 404;

    public ServerFailureKind Kind { get; } = kind;

    /// <summary>Whether any byte of the request may have reached the server.</summary>
    public bool WasSent { get; init; }

    /// <summary>Of a JSON-RPC error; of HTTP, where the request was turned away.</summary>
    public int? Code { get; init; }

    /// <summary>What a server that could not be reached, or that ended, wrote to its standard error at last.</summary>
    public ImmutableArray<string> ErrorTail { get; init; } = [];

    /// <summary>By the server's word: when to come again.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
