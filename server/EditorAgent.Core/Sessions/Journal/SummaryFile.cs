using EditorAgent.Core.Workspaces;
using System.Buffers;
using System.Text.Json;

namespace EditorAgent.Core.Sessions.Journal;

/// <summary>
/// What a list of sessions shows, beside each journal so that listing need not read journals. A cache: whoever cannot read it goes to
/// the journal.
/// </summary>
internal sealed record SummaryFile(string WorkingDirectory, string? Title, DateTimeOffset UpdatedAt, bool IsTurnOpen, bool IsArchived = false)
{
    private const string Name = "summary.json";

    public static SummaryFile Of(SessionState state) => new(state.WorkingDirectory, state.Title, state.UpdatedAt, state.CurrentTurn is not null, state.IsArchived);

    public static SummaryFile? Read(string directory)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(directory, Name)));
            var root = document.RootElement;
            return new SummaryFile(
                root.Text("cwd"u8),
                root.OptionalText("title"u8),
                root.GetProperty("updatedAt"u8).GetDateTimeOffset(),
                root.Flag("turnOpen"u8),
                root.Flag("archived"u8));
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException
            or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    public void Write(string directory)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("cwd"u8, this.WorkingDirectory);
            EventEncoder.WriteOptional(json, "title"u8, this.Title);
            json.WriteString("updatedAt"u8, this.UpdatedAt);
            json.WriteBoolean("turnOpen"u8, this.IsTurnOpen);
            if (this.IsArchived)
            {
                json.WriteBoolean("archived"u8, true);
            }

            json.WriteEndObject();
        }

        PrivateFiles.Replace(Path.Combine(directory, Name), bytes.WrittenSpan);
    }
}
