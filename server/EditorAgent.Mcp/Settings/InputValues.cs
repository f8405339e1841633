using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Secrets;
using EditorAgent.Core.Telemetry;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Settings;

/// <summary>
/// The values of <c>${input:ID}</c>, kept with the user's secrets. Of the user's own file there is one value for each id; what a workspace or
/// an editor asks for is kept for that workspace and that server alone.
/// </summary>
public sealed class InputValues(ISecretStore store, string realRoot)
{
    private const string Room = "mcp-input";

    /// <summary>Null where one was never given. From then on the value is masked wherever it would leave the process beside its work.</summary>
    /// <exception cref="ServerException">It is kept and cannot be read.</exception>
    public async Task<string?> ReadAsync(McpServerDeclaration server, string id, CancellationToken cancellationToken)
    {
        try
        {
            var value = await store.GetAsync(this.KeyOf(server, id), cancellationToken);
            SecretMask.Learn(value);
            return value;
        }
        catch (SecretStoreException unreadable)
        {
            throw new ServerException(ServerFailureKind.Unreachable, $"The value of {id} cannot be read: {unreadable.Message}", unreadable);
        }
    }

    /// <exception cref="SecretStoreException">It cannot be kept.</exception>
    public Task WriteAsync(McpServerDeclaration server, string id, string value, CancellationToken cancellationToken)
    {
        SecretMask.Learn(value);
        return store.SetAsync(this.KeyOf(server, id), value, cancellationToken);
    }

    /// <summary>Those that were never given.</summary>
    /// <exception cref="ServerException">One is kept and cannot be read.</exception>
    public async Task<IReadOnlyList<McpInput>> MissingAsync(McpServerDeclaration server, CancellationToken cancellationToken)
    {
        var missing = new List<McpInput>();
        foreach (var input in server.Inputs)
        {
            if (await this.ReadAsync(server, input.Id, cancellationToken) is null)
            {
                missing.Add(input);
            }
        }

        return missing;
    }

    /// <summary>So that they are asked for anew.</summary>
    /// <exception cref="SecretStoreException">One cannot be taken away.</exception>
    public async Task ForgetAsync(McpServerScope scope, string server, IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        foreach (var id in ids)
        {
            await store.DeleteAsync(this.KeyOf(scope, server, id), cancellationToken);
        }
    }

    private SecretKey KeyOf(McpServerDeclaration server, string id) => this.KeyOf(server.Scope, server.Name, id);

    private SecretKey KeyOf(McpServerScope scope, string server, string id) =>
        scope == McpServerScope.User ? new SecretKey(Room, $"user\n{id}") : new SecretKey(Room, $"{scope}\n{realRoot}\n{server}\n{id}");
}
