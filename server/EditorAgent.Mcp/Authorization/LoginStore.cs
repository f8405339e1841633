using System.Text.Json;
using EditorAgent.Core.Secrets;
using EditorAgent.Core.Telemetry;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Authorization;

/// <summary>The login to one server in the user's store of secrets. It holds for its issuer and its client only; whoever reads it checks both.</summary>
internal sealed class LoginStore(Uri server, ISecretStore secrets, KeyedLock locks)
{
    private readonly SecretKey key = new("mcp-login", server.AbsoluteUri);

    /// <summary>Against every other process of the user.</summary>
    public Task<IDisposable> LockAsync(CancellationToken cancellationToken) => locks.TakeAsync($"mcp-login {server.AbsoluteUri}", cancellationToken);

    /// <summary>Null where there is none, or none that can be read.</summary>
    /// <exception cref="ServerException">There is one, and it is locked.</exception>
    public async Task<LoginRecord?> LoadAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await secrets.GetAsync(this.key, cancellationToken) is not { } text)
            {
                return null;
            }

            var record = JsonSerializer.Deserialize(text, LoginJson.Default.LoginRecord);
            Learn(record);
            return record;
        }
        catch (JsonException)
        {
            return null;
        }
        catch (SecretStoreException locked)
        {
            throw new ServerException(ServerFailureKind.LoginNeeded, locked.Message, locked);
        }
    }

    public async Task SaveAsync(LoginRecord record, CancellationToken cancellationToken)
    {
        Learn(record);
        try
        {
            await secrets.SetAsync(this.key, JsonSerializer.Serialize(record, LoginJson.Default.LoginRecord), cancellationToken);
        }
        catch (SecretStoreException failure)
        {
            throw new ServerException(ServerFailureKind.Refused, failure.Message, failure);
        }
    }

    public async Task DeleteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await secrets.DeleteAsync(this.key, cancellationToken);
        }
        catch (SecretStoreException failure)
        {
            throw new ServerException(ServerFailureKind.Refused, failure.Message, failure);
        }
    }

    /// <summary>Wherever one of them turns up in a log or an export, it is masked.</summary>
    private static void Learn(LoginRecord? record)
    {
        SecretMask.Learn(record?.Tokens?.AccessToken);
        SecretMask.Learn(record?.Tokens?.RefreshToken);
        SecretMask.Learn(record?.Tokens?.ProofKey);
        SecretMask.Learn(record?.Client.ClientSecret);
    }
}
