using EditorAgent.Core.Workspaces;

namespace EditorAgent.BuiltInTools.Files;

/// <summary>What the file tools tell a model about a file that cannot be used as text.</summary>
internal static class FileAnswers
{
    public static string Binary(WorkspacePath path, ReadOnlyMemory<byte> bytes) =>
        $"{path} is binary ({KindOf(bytes.Span)}, {bytes.Length} bytes), not text.";

    private static string KindOf(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0x89, 0x50, 0x4E, 0x47, ..] => "PNG image",
        [0xFF, 0xD8, 0xFF, ..] => "JPEG image",
        [0x47, 0x49, 0x46, 0x38, ..] => "GIF image",
        [0x25, 0x50, 0x44, 0x46, ..] => "PDF document",
        [0x50, 0x4B, 3, 4, ..] => "ZIP archive",
        [0x1F, 0x8B, ..] => "gzip data",
        [0x7F, 0x45, 0x4C, 0x46, ..] => "ELF program",
        [0x4D, 0x5A, ..] => "Windows program or .NET assembly",
        [0x53, 0x51, 0x4C, 0x69, 0x74, 0x65, ..] => "SQLite database",
        _ => "unknown type",
    };
}
