using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace EditorAgent.Mcp.Audit;

/// <summary>Follows the chain record by record and says where it breaks. Behind a break it goes on from what is there, so that each break is told once.</summary>
/// <param name="head">Where the chain ended before it was read; null when that is not on record.</param>
internal sealed class ChainCheck(AuditHead? head)
{
    private readonly ImmutableArray<string>.Builder problems = ImmutableArray.CreateBuilder<string>();
    private long number = (head ?? AuditHead.Start).FirstNumber - 1;
    private string hash = (head ?? AuditHead.Start).FirstPrevious;
    private bool isAfterDamage;
    private bool hasSeenEnd = head is null or { Number: 0 };

    public long Records { get; private set; }

    public ImmutableArray<string> Problems => this.problems.ToImmutable();

    public void Next(string place, AuditLine line)
    {
        if (!line.IsEnded && this.hasSeenEnd)
        {
            // Somebody is just writing it.
            return;
        }

        this.Records++;
        if (ChainOf(line.Bytes) is not var (own, previous, note) || AuditEntry.Read(line.Bytes) is null)
        {
            this.problems.Add($"{place}: this is no record; it was damaged or only half written.");
            this.isAfterDamage = true;
            return;
        }

        this.Compare(place, own, previous);
        if (note is not null)
        {
            this.problems.Add($"{place}: the end of the chain was not on record when this was written ({note}); records may have been removed before it.");
        }

        (this.number, this.hash, this.isAfterDamage) = (own, AuditRecordJson.HashOf(line.Bytes.Span), false);
        this.hasSeenEnd |= head is not null && own == head.Number && this.hash == head.Hash;
    }

    public void End()
    {
        if (head is null && this.Records > 0)
        {
            this.problems.Add("The record of where the chain ends is missing or damaged; what was removed from its end would not be seen.");
        }

        if (!this.hasSeenEnd)
        {
            this.problems.Add(string.Create(CultureInfo.InvariantCulture, $"Record {head!.Number}, the last that was written, is not there as it was written; the records end with {this.number}."));
        }
    }

    private void Compare(string place, long own, string previous)
    {
        if (this.isAfterDamage)
        {
            return;
        }

        if (own > this.number + 1)
        {
            this.problems.Add(string.Create(CultureInfo.InvariantCulture, $"{place}: record {own} follows {this.number}; those between are missing."));
        }
        else if (own <= this.number)
        {
            this.problems.Add(string.Create(CultureInfo.InvariantCulture, $"{place}: record {own} follows {this.number}; it stands in the wrong place, or was put here."));
        }
        else if (previous != this.hash)
        {
            this.problems.Add(string.Create(CultureInfo.InvariantCulture, $"{place}: record {own} does not follow what stands before it; one of the two was changed."));
        }
    }

    private static (long Number, string Previous, string? Note)? ChainOf(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line, new JsonDocumentOptions { AllowDuplicateProperties = false });
            var json = document.RootElement;
            return (json.GetProperty("n"u8).GetInt64(), json.GetProperty("previous"u8).GetString() ?? "", json.TryGetProperty("note"u8, out var note) ? note.GetString() : null);
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
