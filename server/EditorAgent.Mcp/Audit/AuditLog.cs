using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Mcp.Audit;

/// <summary>Reads what <see cref="CallAudit"/> wrote. Takes no lock: whoever appends meanwhile is not held up.</summary>
/// <param name="directory"><see cref="EditorAgentHome.McpDirectory"/>.</param>
public sealed class AuditLog(string directory)
{
    private const int LongestLine = 1024 * 1024;
    private const int MostProblems = 50;

    private readonly AuditFiles files = new(CallAudit.DirectoryIn(directory));

    /// <summary>Oldest first. Lines that are no records are left out; <see cref="VerifyAsync"/> tells of them.</summary>
    /// <param name="server">Null for all.</param>
    /// <param name="since">Null for all.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public async IAsyncEnumerable<AuditEntry> ReadAsync(string? server, DateTimeOffset? since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var first = since is { } from ? AuditFiles.NameOf(from) : "";
        foreach (var name in this.files.Names().Where(name => string.CompareOrdinal(name, first) >= 0))
        {
            await foreach (var line in this.LinesAsync(name, cancellationToken))
            {
                if (AuditEntry.Read(line.Bytes) is { } entry && (server is null || entry.Server.Equals(server, StringComparison.OrdinalIgnoreCase)) && (since is null || entry.Time >= since))
                {
                    yield return entry;
                }
            }
        }
    }

    /// <summary>Finds any record that was changed, removed, added or put elsewhere since it was written.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public async Task<AuditVerification> VerifyAsync(CancellationToken cancellationToken)
    {
        var check = new ChainCheck(await this.HeadAsync(cancellationToken));
        foreach (var name in this.files.Names())
        {
            var number = 0;
            await foreach (var line in this.LinesAsync(name, cancellationToken))
            {
                check.Next(string.Create(CultureInfo.InvariantCulture, $"{name}, line {++number}"), line);
            }
        }

        check.End();
        var problems = check.Problems;
        return new AuditVerification(check.Records, problems.Length <= MostProblems ? problems : [.. problems.Take(MostProblems), $"and {problems.Length - MostProblems} more"]);
    }

    private async Task<AuditHead?> HeadAsync(CancellationToken cancellationToken)
    {
        await foreach (var line in this.LinesAsync(AuditHead.FileName, cancellationToken))
        {
            return AuditHead.Read(line.Bytes.Span);
        }

        return null;
    }

    private async IAsyncEnumerable<AuditLine> LinesAsync(string name, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var handle = RegularFile.TryOpen(this.files.PathOf(name));
        if (handle is null)
        {
            yield break;
        }

        await using var file = new FileStream(handle, FileAccess.Read, bufferSize: 0);
        var buffer = new byte[64 * 1024];
        var filled = 0;
        while (await file.ReadAsync(buffer.AsMemory(filled), cancellationToken) is var read and > 0)
        {
            filled += read;
            var begin = 0;
            while (buffer.AsSpan(begin, filled - begin).IndexOf((byte)'\n') is var length and >= 0)
            {
                yield return new AuditLine(buffer.AsMemory(begin, length).ToArray(), IsEnded: true);
                begin += length + 1;
            }

            buffer.AsSpan(begin, filled - begin).CopyTo(buffer);
            filled -= begin;
            if (filled == buffer.Length)
            {
                if (filled >= LongestLine)
                {
                    throw new IOException($"{this.files.PathOf(name)} has a line that is too long to be ours.");
                }

                Array.Resize(ref buffer, buffer.Length * 2);
            }
        }

        if (filled > 0)
        {
            yield return new AuditLine(buffer.AsMemory(0, filled).ToArray(), IsEnded: false);
        }
    }
}
