using System.Security.Cryptography;
using System.Text;

namespace EditorAgent.Core.Secrets;

/// <summary>Encrypts (AES-256-GCM) with a key that a desktop's safe keeps. The key is asked for once in a process.</summary>
internal sealed class HeldKeySeal(IKeyHolder holder, KeyedLock locks) : ISecretSeal, IDisposable
{
    private const int KeySize = 32;
    private const int NonceSize = 12;
    private const int TagSize = 16;

    private readonly SemaphoreSlim gate = new(1, 1);
    private byte[]? key;
    private bool isUnusable;

    public string Name => holder.Name;

    public async Task<byte[]?> SealAsync(string file, byte[] plain, CancellationToken cancellationToken)
    {
        if (await this.KeyAsync(mayMake: true, cancellationToken) is not { } found)
        {
            return null;
        }

        var result = new byte[NonceSize + TagSize + plain.Length];
        RandomNumberGenerator.Fill(result.AsSpan(0, NonceSize));
        using var cipher = new AesGcm(found, TagSize);
        cipher.Encrypt(result.AsSpan(0, NonceSize), plain, result.AsSpan(NonceSize + TagSize), result.AsSpan(NonceSize, TagSize), Encoding.UTF8.GetBytes(file));
        return result;
    }

    public async Task<byte[]?> OpenAsync(string file, byte[] @sealed, CancellationToken cancellationToken)
    {
        if (await this.KeyAsync(mayMake: false, cancellationToken) is not { } found)
        {
            return null;
        }

        if (@sealed.Length < NonceSize + TagSize)
        {
            throw new CryptographicException("The file is too short.");
        }

        var plain = new byte[@sealed.Length - NonceSize - TagSize];
        using var cipher = new AesGcm(found, TagSize);
        cipher.Decrypt(@sealed.AsSpan(0, NonceSize), @sealed.AsSpan(NonceSize + TagSize), @sealed.AsSpan(NonceSize, TagSize), plain, Encoding.UTF8.GetBytes(file));
        return plain;
    }

    public void Dispose() => this.gate.Dispose();

    private async Task<byte[]?> KeyAsync(bool mayMake, CancellationToken cancellationToken)
    {
        await this.gate.WaitAsync(cancellationToken);
        try
        {
            // A safe that did not answer is asked only once: its time limit must not be paid for every secret.
            if (this.key is null && !this.isUnusable)
            {
                this.key = await this.LookupOrMakeAsync(mayMake, cancellationToken);
            }

            return this.key;
        }
        finally
        {
            this.gate.Release();
        }
    }

    private async Task<byte[]?> LookupOrMakeAsync(bool mayMake, CancellationToken cancellationToken)
    {
        // Two processes that both find nothing must not make two keys.
        using var held = mayMake ? await locks.TakeAsync($"key of {holder.Name}", cancellationToken) : null;
        var text = await holder.LookupAsync(cancellationToken);
        if (text is { Length: > 0 })
        {
            return Parse(text);
        }

        if (text is null)
        {
            this.isUnusable = true;
            return null;
        }

        if (!mayMake)
        {
            return null;
        }

        var made = RandomNumberGenerator.GetBytes(KeySize);
        this.isUnusable = !await holder.StoreAsync(Convert.ToBase64String(made), cancellationToken);
        return this.isUnusable ? null : made;
    }

    private static byte[]? Parse(string text)
    {
        var bytes = new byte[KeySize];
        return Convert.TryFromBase64String(text.Trim(), bytes, out var length) && length == KeySize ? bytes : null;
    }
}
