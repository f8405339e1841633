using System.Security.Cryptography;
using System.Text;

namespace EditorAgent.Core.Tools;

/// <summary>The hash that ties an approval to exactly what was shown: tool, arguments, title, command, notes, how it runs, every file's new text.</summary>
internal static class ShownHash
{
    public static string Of(PreparedToolCall.Planned planned)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, planned.ToolName);
        Add(hash, planned.ArgumentsJson);
        Add(hash, planned.Plan.Title);
        Add(hash, planned.Plan.Command ?? "");
        foreach (var note in planned.Plan.Notes)
        {
            Add(hash, note);
        }

        Add(hash, planned.Plan.Execution is { } execution
            ? $"{execution.IsSandboxed} {execution.NeedsNetwork} {execution.Unreadable}"
            : "");
        foreach (var diff in planned.Plan.Diffs)
        {
            Add(hash, diff.Path.Absolute);
            Add(hash, diff.OldText ?? "");
            Add(hash, diff.NewText);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Add(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
