using System.Text;
using EditorAgent.Core.Sessions.Journal;
using EditorAgent.Core.Telemetry;

namespace EditorAgent.Core.Sessions;

/// <summary>A session's journal for other eyes, to go with a report of a fault: one JSON object a record, secrets masked, images left out.</summary>
internal static class SessionExport
{
    /// <param name="directory">The session's. The journal may be open elsewhere; what is whole of it is read.</param>
    public static IEnumerable<string> Read(string directory)
    {
        using var stream = new FileStream(Path.Combine(directory, JournalFile.Name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var reader = new JournalReader(stream);
        while (reader.TryRead(out var line))
        {
            // Behind the object stands its checksum, which no longer holds for what is shown.
            var end = line.Span.LastIndexOf((byte)'}') + 1;
            yield return end == 0 ? """{"damaged":true}""" : MaskedJson.OfText(Encoding.UTF8.GetString(line.Span[..end])).ReplaceLineEndings(" ");
        }
    }
}
