using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace EditorAgent.Mcp.Audit;

/// <summary>
/// Where the chain of records ends and begins, kept beside them: without it a record taken off the end would not be missed. Where the months
/// before were deleted by age, it says what the oldest remaining record has to follow.
/// </summary>
/// <param name="File">The file of the last record.</param>
/// <param name="Length">Of that file, behind the record.</param>
/// <param name="Number">Of the last record; they are counted from 1 over all files.</param>
/// <param name="Hash">Of the last record's line.</param>
/// <param name="FirstNumber">Of the oldest record that is kept.</param>
/// <param name="FirstPrevious">Hash of the record before that.</param>
internal sealed record AuditHead(string File, long Length, long Number, string Hash, long FirstNumber, string FirstPrevious)
{
    public const string FileName = "head";

    /// <summary>What the very first record follows.</summary>
    public const string Nothing = "0000000000000000000000000000000000000000000000000000000000000000";

    private const int Size = 320;

    private const string Mark = "editor-agent-audit-1";

    public static AuditHead Start { get; } = new("", 0, 0, Nothing, 1, Nothing);

    /// <summary>Of one size always: it is written over in place.</summary>
    public byte[] Write()
    {
        var content = new byte[Size];
        Utf8.TryWrite(content, CultureInfo.InvariantCulture, $"{Mark} {(this.File.Length == 0 ? "-" : this.File)} {this.Length:d19} {this.Number:d19} {this.Hash} {this.FirstNumber:d19} {this.FirstPrevious}", out var written);
        content.AsSpan(written).Fill((byte)' ');
        content[^1] = (byte)'\n';
        return content;
    }

    /// <returns>Null when it is not what we write.</returns>
    public static AuditHead? Read(ReadOnlySpan<byte> content)
    {
        var words = Encoding.ASCII.GetString(content).Trim().Split(' ');
        return words is [Mark, var file, var length, var number, { Length: 64 } hash, var firstNumber, { Length: 64 } firstPrevious]
            && long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            && long.TryParse(firstNumber, NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            ? new AuditHead(file == "-" ? "" : file, bytes, last, hash, first, firstPrevious)
            : null;
    }
}
