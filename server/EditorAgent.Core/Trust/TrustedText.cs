using System.Text;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Trust;

/// <summary>The texts of a fingerprint's small files, as far as they may be kept and shown.</summary>
internal static class TrustedText
{
    public const int LargestText = 64 * 1024;
    private const int MostInAll = 2 * 1024 * 1024;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The fingerprint's files, each with its text where that is small, no secret, and what was hashed.</summary>
    public static IEnumerable<TrustedFile> WithTexts(string root, ExecutionFingerprint fingerprint)
    {
        var left = MostInAll;
        foreach (var file in fingerprint.Files)
        {
            var text = Of(root, file);
            left -= text?.Length ?? 0;
            yield return new TrustedFile(file.Relative, file.Hash, left >= 0 ? text : null);
        }
    }

    /// <summary>Null for what is large, may hold secrets, is no text, or has changed since it was hashed.</summary>
    public static string? Of(string root, FingerprintEntry file)
    {
        if (ProtectedFiles.ForReading(file.Relative) is not null)
        {
            return null;
        }

        using var handle = RegularFile.TryOpen(Path.Combine(root, file.Relative));
        if (handle is null || RandomAccess.GetLength(handle) > LargestText)
        {
            return null;
        }

        var buffer = new byte[LargestText];
        var content = buffer.AsSpan(0, RandomAccess.Read(handle, buffer, 0));
        if (ContentHash.Of(content) != file.Hash)
        {
            return null;
        }

        try
        {
            return Utf8.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
