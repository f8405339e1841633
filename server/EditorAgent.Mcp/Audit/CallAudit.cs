using System.Buffers;
using System.Text;
using System.Text.Json;
using EditorAgent.Core.Configuration;
using Microsoft.Win32.SafeHandles;

namespace EditorAgent.Mcp.Audit;

/// <summary>
/// Every call of every server, appended to a file a month whose records are chained by hash over all files; masked, with the operating system
/// before anybody gets the result. Safe from any thread and process. It shows what was changed, removed or put elsewhere afterwards; whoever can
/// write the user's files and rewrites all of it, the head included, leaves no trace.
/// </summary>
public sealed class CallAudit
{
    private const int LongestLine = 64 * 1024;
    private const int UsualLine = 2 * 1024;

    private readonly TimeProvider time;
    private readonly AuditFiles files;
    private readonly AuditDoor door;
    private readonly ArrayBufferWriter<byte> line = new(UsualLine);
    private ChainEnd expected;
    private byte[] written = [];
    private AuditHead ofWritten = AuditHead.Start;

    /// <param name="directory"><see cref="EditorAgentHome.McpDirectory"/>.</param>
    /// <param name="time">Dates the records.</param>
    public CallAudit(string directory, TimeProvider time)
    {
        this.time = time;
        this.files = new AuditFiles(DirectoryIn(directory));
        this.door = new AuditDoor(this.files, time);
    }

    /// <summary>Months that are kept beside the current one; older ones are deleted when a month begins.</summary>
    public int MonthsKept { get; init; } = 12;

    /// <summary>
    /// Does beforehand, while a server works, what its record needs: writes what is known of the call, and looks where the chain ends, which it keeps
    /// others from moving for a moment. Nothing depends on it but time.
    /// </summary>
    public void Expect(AuditedCall call)
    {
        call.Prepare();
        try
        {
            if (this.door.TryEnter() is not { } head)
            {
                return;
            }

            try
            {
                this.expected = this.EndOf(head, AuditFiles.NameOf(this.time.GetUtcNow()));
            }
            catch
            {
                this.door.Close();
                throw;
            }

            this.door.Hold();
        }
        catch (Exception unready) when (unready is IOException or UnauthorizedAccessException)
        {
            // Writing it will say so.
        }
    }

    /// <exception cref="IOException">It cannot be written: the call is not on record.</exception>
    public async Task AppendAsync(CallRecord record, CancellationToken cancellationToken)
    {
        record.Call.Prepare();
        var now = this.time.GetUtcNow();
        try
        {
            var (head, wasHeld) = await this.door.EnterAsync(cancellationToken);
            try
            {
                var month = AuditFiles.NameOf(now);
                this.Append(head, wasHeld && this.expected.Month == month ? this.expected : this.EndOf(head, month), record, now);
            }
            catch
            {
                this.door.Close();
                throw;
            }

            this.door.Leave();
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new IOException(denied.Message, denied);
        }
    }

    internal static string DirectoryIn(string mcpDirectory) => Path.Combine(mcpDirectory, "audit");

    private ChainEnd EndOf(SafeFileHandle headFile, string month)
    {
        var (head, note) = this.HeadOf(headFile);
        var (file, length) = this.door.Month(month);
        if (note is null && head.File == month && length > head.Length)
        {
            head = Follow(file, head, length);
        }

        return new ChainEnd(head, note, month, file, length, EndsLine(file, length));
    }

    private void Append(SafeFileHandle headFile, ChainEnd end, CallRecord record, DateTimeOffset now)
    {
        var head = end.Head;
        if (head.File != end.Month && head.File.Length > 0)
        {
            head = this.Prune(head, end.Month);
            end = end with { File = this.door.Month(end.Month).File };
        }

        this.line.ResetWrittenCount();
        if (!end.EndsLine)
        {
            this.line.Write("\n"u8);
        }

        var begin = this.line.WrittenCount;
        AuditRecordJson.Write(this.line, record, now, head, end.Note);
        RandomAccess.Write(end.File, this.line.WrittenSpan, end.Length);
        this.WriteHead(headFile, head with { File = end.Month, Length = end.Length + this.line.WrittenCount, Number = head.Number + 1, Hash = AuditRecordJson.HashOf(this.line.WrittenSpan[begin..^1]) });
    }

    /// <summary>What the next record follows. Where that is not on record it follows the last one there is, and says so.</summary>
    private (AuditHead Head, string? Note) HeadOf(SafeFileHandle headFile)
    {
        Span<byte> content = stackalloc byte[512];
        var length = RandomAccess.Read(headFile, content, 0);
        if (length > 0 && content[..length].SequenceEqual(this.written))
        {
            return (this.ofWritten, null);
        }

        if (length > 0 && AuditHead.Read(content[..length]) is { } head)
        {
            return (head, null);
        }

        if (this.files.Names() is not [.., var newest])
        {
            return (AuditHead.Start, null);
        }

        var (file, end) = this.door.Month(newest);
        var tail = Tail(file, end);
        return (new AuditHead(newest, end, NumberOf(tail) ?? 0, AuditRecordJson.HashOf(tail), 1, AuditHead.Nothing), "head was lost");
    }

    /// <summary>A process that died between record and head left a record more: it counts. Anything else that follows the head does not.</summary>
    private static AuditHead Follow(SafeFileHandle file, AuditHead head, long length)
    {
        if (length - head.Length > LongestLine)
        {
            return head;
        }

        var added = new byte[length - head.Length];
        RandomAccess.Read(file, added, head.Length);
        var line = added.AsSpan().TrimEnd((byte)'\n');
        return added[^1] == '\n' && !line.Contains((byte)'\n') && NumberOf(line) == head.Number + 1 && line.IndexOf(Encoding.ASCII.GetBytes(head.Hash)) >= 0
            ? head with { Length = length, Number = head.Number + 1, Hash = AuditRecordJson.HashOf(line) }
            : head;
    }

    /// <summary>Deletes the months that are too old, and keeps what the first of the others has to follow.</summary>
    private AuditHead Prune(AuditHead head, string month)
    {
        var names = this.files.Names().Where(name => string.CompareOrdinal(name, month) < 0).ToList();
        if (names.Count <= this.MonthsKept)
        {
            return head;
        }

        foreach (var name in names.Take(names.Count - this.MonthsKept))
        {
            var (file, length) = this.door.Month(name);
            var last = Tail(file, length);
            head = head with { FirstNumber = (NumberOf(last) ?? 0) + 1, FirstPrevious = AuditRecordJson.HashOf(last) };

            this.door.CloseMonth();
            File.Delete(this.files.PathOf(name));
        }

        return head;
    }

    private void WriteHead(SafeFileHandle headFile, AuditHead head)
    {
        var content = head.Write();
        RandomAccess.Write(headFile, content, 0);
        (this.written, this.ofWritten) = (content, head);
    }

    private static bool EndsLine(SafeFileHandle file, long length)
    {
        Span<byte> last = stackalloc byte[1];
        return length == 0 || (RandomAccess.Read(file, last, length - 1) == 1 && last[0] == '\n');
    }

    /// <summary>The last line, without its end.</summary>
    private static byte[] Tail(SafeFileHandle file, long length)
    {
        var from = Math.Max(0, length - LongestLine);
        var content = new byte[length - from];
        RandomAccess.Read(file, content, from);
        var lines = content.AsSpan().TrimEnd((byte)'\n');
        return lines[(lines.LastIndexOf((byte)'\n') + 1)..].ToArray();
    }

    private static long? NumberOf(ReadOnlySpan<byte> line)
    {
        try
        {
            var json = new Utf8JsonReader(line);
            return json.Read() && json.TokenType == JsonTokenType.StartObject && json.Read() && json.ValueTextEquals("n"u8) && json.Read() && json.TryGetInt64(out var number) ? number : null;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
