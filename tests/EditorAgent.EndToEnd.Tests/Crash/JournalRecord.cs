using System.Text.Json;

namespace EditorAgent.EndToEnd.Tests.Crash;

/// <summary>A record of a journal, read the way anybody can read it: a line is JSON, a space and eight digits.</summary>
internal sealed record JournalRecord(string Kind, JsonElement Payload)
{
    private const int SealLength = 9;

    public string Call => this.Payload.GetProperty("call").GetString()!;

    public string Tool => this.Payload.GetProperty("tool").GetString()!;

    /// <summary>The lines that were written whole. What lies behind the last line feed is a torn tail.</summary>
    public static string WholeLines(string journal) => journal[..(journal.LastIndexOf('\n') + 1)];

    public static List<JournalRecord> Read(string journal) =>
    [
        .. WholeLines(journal).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
        {
            var record = JsonElement.Parse(line[..^SealLength]);
            return new JournalRecord(record.GetProperty("k").GetString()!, record.GetProperty("p"));
        }),
    ];
}
