using System.Security.Cryptography;

namespace EditorAgent.Core.Workspaces;

/// <summary>SHA-256 of a file's bytes, as lower-case hexadecimal.</summary>
public readonly record struct ContentHash(string Value)
{
    public static ContentHash Of(ReadOnlySpan<byte> bytes) => new(Convert.ToHexStringLower(SHA256.HashData(bytes)));

    public override string ToString() => Value;
}
