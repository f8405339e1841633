using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Core.Telemetry;
using EditorAgent.Host.Composition;
using EditorAgent.Host.Headless;

namespace EditorAgent.Host.CommandLine;

/// <summary>Tokens and cost as lines, or as one JSON object <c>{sessions: [{sessionId, title?, turns: [...], models, costs}], models, costs}</c>.</summary>
internal static class UsageReport
{
    public static void WriteText(TextWriter output, List<UsedSession> sessions, PriceTable prices, bool hasTurns)
    {
        foreach (var session in sessions)
        {
            output.WriteLine($"{session.Id}  {LineFor(session.ByModel, prices)}{(session.Title is { } title ? $"  {TerminalText.Visible(SecretMask.Of(title))}" : "")}");
            foreach (var turn in hasTurns ? session.Turns : [])
            {
                var when = turn.At.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
                foreach (var (model, usage) in turn.ByModel)
                {
                    output.WriteLine($"  {when}  {NameOf(model)}  {LineFor([(model, usage)], prices)}");
                }
            }
        }

        var models = Total(sessions);
        foreach (var (model, usage) in models)
        {
            output.WriteLine($"{NameOf(model)}: {LineFor([(model, usage)], prices)}");
        }

        output.WriteLine(models.Count == 0 ? "No model was asked yet." : $"all: {LineFor(models, prices)}");
        if (models.Any(part => prices.Of(part.Model, part.Usage) is null))
        {
            output.WriteLine("Models without a price are not in the sums. Write price_input and price_output (for a million tokens) below [models.NAME] in config.toml.");
        }
    }

    public static void WriteJson(Stream output, List<UsedSession> sessions, PriceTable prices)
    {
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteStartArray("sessions");
            foreach (var session in sessions)
            {
                Write(json, session, prices);
            }

            json.WriteEndArray();
            WriteParts(json, Total(sessions), prices);
            json.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
    }

    private static void Write(Utf8JsonWriter json, UsedSession session, PriceTable prices)
    {
        json.WriteStartObject();
        json.WriteString("sessionId", session.Id.Value);
        if (session.Title is { } title)
        {
            json.WriteString("title", SecretMask.Of(title));
        }

        json.WriteStartArray("turns");
        foreach (var turn in session.Turns)
        {
            json.WriteStartObject();
            if (turn.Turn is { } id)
            {
                json.WriteString("turnId", id.Value);
            }

            json.WriteString("startedAt", turn.At);
            WriteParts(json, [.. turn.ByModel.Select(part => (part.Key, part.Value))], prices);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteParts(json, [.. session.ByModel], prices);
        json.WriteEndObject();
    }

    private static void WriteParts(Utf8JsonWriter json, List<(string Model, TokenUsage Usage)> parts, PriceTable prices)
    {
        json.WriteStartArray("models");
        foreach (var (model, usage) in parts)
        {
            json.WriteStartObject();
            json.WriteString("model", model);
            json.WriteNumber("prompt", usage.Prompt);
            json.WriteNumber("completion", usage.Completion);
            json.WriteNumber("cached", usage.Cached);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("costs");
        foreach (var spent in prices.Sum(parts))
        {
            json.WriteStartObject();
            json.WriteNumber("amount", spent.Amount);
            json.WriteString("currency", spent.Currency);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>A copied session has its original's turns, which were asked and paid for once.</summary>
    private static List<(string Model, TokenUsage Usage)> Total(List<UsedSession> sessions) =>
    [
        .. sessions.SelectMany(session => session.Turns.Select(turn => (Key: (object?)turn.Turn ?? session.Id, Turn: turn)))
            .GroupBy(turn => turn.Key, turn => turn.Turn)
            .Select(copies => copies.MaxBy(turn => turn.ByModel.Values.Sum(usage => usage.Prompt + usage.Completion))!)
            .SelectMany(turn => turn.ByModel)
            .GroupBy(part => part.Key, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (group.Key, group.Aggregate(default(TokenUsage), (sum, part) => sum + part.Value))),
    ];

    private static string LineFor(IEnumerable<(string Model, TokenUsage Usage)> parts, PriceTable prices)
    {
        var all = parts.ToImmutableArray();
        var usage = all.Aggregate(default(TokenUsage), (sum, part) => sum + part.Usage);
        var costs = string.Concat(prices.Sum(all).Select(spent => string.Create(CultureInfo.InvariantCulture, $", {spent.Amount:0.######} {spent.Currency}")));
        return string.Create(CultureInfo.InvariantCulture, $"{usage.Prompt:N0} tokens in ({usage.Cached:N0} cached), {usage.Completion:N0} out{costs}");
    }

    private static string NameOf(string model) => model.Length == 0 ? "(model not recorded)" : TerminalText.Visible(model);
}
