using System.Collections.Immutable;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Hub;

/// <summary>
/// The servers of one session. Nothing starts before <see cref="Start"/>, and nothing of a server delays another one or the caller: tools known
/// from earlier are there at once, the rest arrives through <see cref="Subscribe"/>. When it is disposed of, no process of it is alive.
/// </summary>
public sealed class McpHub : IAsyncDisposable
{
    public McpHub(HubParts parts) => throw new NotImplementedException();

    /// <summary>In the order of the configuration.</summary>
    public ImmutableArray<ServerStatus> Servers => throw new NotImplementedException();

    /// <summary>What may be offered now, from live and remembered lists, in an order that stays; later ones come behind.</summary>
    public ImmutableArray<OfferedTool> Tools => throw new NotImplementedException();

    /// <summary>Begins, in the background: lists are read from the disk; servers whose tools were never seen are started, all at once.</summary>
    public void Start() => throw new NotImplementedException();

    /// <summary>What of the configuration could not be used, one line each.</summary>
    public ImmutableArray<string> Problems => throw new NotImplementedException();

    /// <summary>
    /// Completes when everything that is known from earlier is in <see cref="Tools"/> and the rest has begun. It never waits for a server: the
    /// first prompt may await it.
    /// </summary>
    public Task Remembered => throw new NotImplementedException();

    /// <summary>Told, one at a time, when a server's status or its tools changed.</summary>
    public IDisposable Subscribe(Action<ServerStatus> changed) => throw new NotImplementedException();

    /// <summary>Starts a server if it is not running and waits until it is connected, or cannot be.</summary>
    public Task<ServerStatus> ConnectAsync(string server, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Ends the server if it is running, forgets its failures and what it is authorized for, and starts it again: after a login, a logout, or a secret that was given.</summary>
    public Task<ServerStatus> RestartAsync(string server, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>The user has seen what the server is (its status's trust lines) and agreed: it is stored, and the server starts.</summary>
    public Task<ServerStatus> ApproveAsync(string server, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>The user has seen what changed of the tool and agreed.</summary>
    public Task ApproveToolAsync(string server, string tool, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Runs a call under the limits: starts the server if need be, retries where that is safe, audits. Throws only when cancelled.</summary>
    public Task<CallOutcome> CallAsync(ServerCall call, CallOptions options, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>A new turn begins: no answer of an earlier one is used again.</summary>
    public void ForgetAnswers() => throw new NotImplementedException();

    /// <summary>Starts nothing: of servers that do not run what they had the last time. Servers that fail are left out, their status says why.</summary>
    public Task<ImmutableArray<(string Server, ServerPrompt Prompt)>> ListPromptsAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <exception cref="ServerException">The server cannot be reached or refused.</exception>
    public Task<ImmutableArray<PromptText>> GetPromptAsync(string server, string prompt, ImmutableSortedDictionary<string, string> arguments, CallOptions options, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Starts servers that may have some. Servers that fail are left out, their status says why.</summary>
    public Task<ImmutableArray<(string Server, ServerResource Resource)>> ListResourcesAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <exception cref="ServerException">The server cannot be reached or refused.</exception>
    public Task<ImmutableArray<ResourceContent>> ReadResourceAsync(string server, string uri, CallOptions options, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Starts servers that may have some. Servers that fail are left out, their status says why.</summary>
    public Task<ImmutableArray<(string Server, ServerResourceTemplate Template)>> ListResourceTemplatesAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>From here on <paramref name="changed"/> is told, also after restarts of the server, until what is returned is disposed of.</summary>
    /// <exception cref="ServerException">The server cannot be reached or refused.</exception>
    public Task<IAsyncDisposable> SubscribeToResourceAsync(string server, string uri, Action<string> changed, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Values for an argument of a prompt or a variable of a template, as the server proposes them; none from a server that cannot complete.</summary>
    /// <param name="reference"><c>ref/prompt</c> with a name, or <c>ref/resource</c> with a template.</param>
    public Task<ImmutableArray<string>> CompleteAsync(
        string server, string reference, string name, string argument, string value, ImmutableSortedDictionary<string, string> context, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>The configuration may have changed: servers that are gone or other end, new ones join, the rest goes on undisturbed.</summary>
    public Task ReloadAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
