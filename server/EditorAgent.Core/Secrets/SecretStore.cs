using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using EditorAgent.Core.Configuration;

namespace EditorAgent.Core.Secrets;

/// <summary>
/// A file for each secret, readable by the user alone and replaced whole, its content under the best seal that can be used here. When no
/// desktop's safe answers, the file's permissions are the seal, and one line says so.
/// </summary>
internal sealed class SecretStore(PrivateFolder folder, ImmutableArray<ISecretSeal> seals, Action<string> notice) : ISecretStore
{
    private const string Head = "editor-agent secret 1 ";

    private int hasWarned;

    public async Task<string?> GetAsync(SecretKey key, CancellationToken cancellationToken)
    {
        var content = Guarded(() => folder.Read(key.FileName), "read");
        if (content is null)
        {
            return null;
        }

        var end = content.AsSpan().IndexOf((byte)'\n');
        var head = end < 0 ? "" : Encoding.ASCII.GetString(content, 0, end);
        var seal = head.StartsWith(Head, StringComparison.Ordinal) ? seals.FirstOrDefault(known => known.Name == head[Head.Length..]) : null;
        if (seal is null)
        {
            throw new SecretStoreException($"A secret in {folder.Path} was not written by this program on this system. Give or log in to it again to replace it.");
        }

        try
        {
            var plain = await seal.OpenAsync(key.FileName, content[(end + 1)..], cancellationToken)
                ?? throw new SecretStoreException($"A secret is locked by {seal.Name}, which does not answer. Unlock it and try again.");
            return Encoding.UTF8.GetString(plain);
        }
        catch (CryptographicException damaged)
        {
            throw new SecretStoreException($"A secret in {folder.Path} cannot be opened: it was changed, or its key is gone. Give or log in to it again to replace it.", damaged);
        }
    }

    public async Task SetAsync(SecretKey key, string value, CancellationToken cancellationToken)
    {
        var plain = Encoding.UTF8.GetBytes(value);
        if (plain.Length > ISecretStore.LargestValue)
        {
            throw new SecretStoreException($"A secret is longer than {ISecretStore.LargestValue / 1024} KB and was not kept.");
        }

        foreach (var seal in seals)
        {
            if (await seal.SealAsync(key.FileName, plain, cancellationToken) is { } @sealed)
            {
                byte[] content = [.. Encoding.ASCII.GetBytes($"{Head}{seal.Name}\n"), .. @sealed];
                Guarded(() => { folder.Write(key.FileName, content); return true; }, "written");
                return;
            }

            if (Interlocked.Exchange(ref this.hasWarned, 1) == 0)
            {
                notice($"{seal.Name} is locked or does not answer, so secrets are kept in {folder.Path}, in files that only you can read.");
            }
        }

        throw new SecretStoreException("There is nothing to keep a secret with.");
    }

    public Task<bool> DeleteAsync(SecretKey key, CancellationToken cancellationToken) =>
        Task.FromResult(Guarded(() => Directory.Exists(folder.Path) && folder.Delete(key.FileName), "taken away"));

    private static T Guarded<T>(Func<T> act, string what)
    {
        try
        {
            return act();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SecretStoreException($"A secret cannot be {what}: {failure.Message}", failure);
        }
    }
}
