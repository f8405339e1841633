using System.Text.Json;

namespace EditorAgent.Core.Agent;

/// <summary>
/// Notices a model that goes in circles: the same call again and again (a word at 3, 5 and 8 times, the end at 12), a cycle of two or three
/// calls seen four times, one tool failing in five answers in a row, the same text three times.
/// </summary>
internal sealed class LoopDetector
{
    private const int LastRepetition = 12;
    private const int Remembered = 12;

    private readonly List<string> calls = [];
    private string lastText = "";
    private int textRepetitions;
    private int repetitions;
    private string failingTool = "";
    private int failures;
    private bool failedInThisAnswer;

    /// <summary>Set when the turn should end.</summary>
    public string? StopReason { get; private set; }

    /// <summary>The calls that follow belong to one answer: the model saw none of their results before it made them.</summary>
    public void AnswerBegins() => this.failedInThisAnswer = false;

    /// <returns>A word to the model, or null.</returns>
    public string? CallEnded(string tool, string argumentsJson, bool failed)
    {
        var signature = tool + '\0' + Canonical(argumentsJson);
        this.repetitions = this.calls.Count > 0 && this.calls[^1] == signature ? this.repetitions + 1 : 1;
        this.calls.Add(signature);
        if (this.calls.Count > Remembered)
        {
            this.calls.RemoveAt(0);
        }

        var isNewFailure = this.CountFailure(tool, failed);
        if (this.repetitions >= LastRepetition)
        {
            this.StopReason = $"the model made the same call to {tool} {LastRepetition} times in a row";
            return null;
        }

        return this.repetitions switch
        {
            3 => $"You have made the same call to {tool} three times with the same arguments. Its result will not change: use what you have, or do something else.",
            5 => $"This is the fifth identical call to {tool}. Stop repeating it. State what you are missing and take another way.",
            8 => $"Eighth identical call to {tool}. The turn will be ended if you go on. Answer the user with what you know.",
            _ when isNewFailure && this.failures == 5 => $"{tool} has failed five times in a row. Read its last error again, and change the approach rather than the details.",
            _ when this.IsCycle(2) || this.IsCycle(3) => "You are repeating the same few calls in a cycle. Their results will not change: decide with what you have.",
            _ => null,
        };
    }

    public void TextEnded(string text)
    {
        if (text.Length == 0)
        {
            return;
        }

        this.textRepetitions = text == this.lastText ? this.textRepetitions + 1 : 1;
        this.lastText = text;
        if (this.textRepetitions == 3)
        {
            this.StopReason = "the model said the same thing three times";
        }
    }

    /// <returns>Whether this failure counts: one an answer does.</returns>
    private bool CountFailure(string tool, bool failed)
    {
        if (!failed || this.failingTool != tool)
        {
            this.failures = 0;
            this.failedInThisAnswer = false;
        }

        this.failingTool = tool;
        if (!failed || this.failedInThisAnswer)
        {
            return false;
        }

        this.failedInThisAnswer = true;
        this.failures++;
        return true;
    }

    private bool IsCycle(int period)
    {
        var length = period * 4;
        if (this.calls.Count < length || this.calls[^1] == this.calls[^2])
        {
            return false;
        }

        for (var back = 1; back <= length - period; back++)
        {
            if (this.calls[^back] != this.calls[^(back + period)])
            {
                return false;
            }
        }

        // Speak once, when the fourth round completes.
        return this.calls.Count < length + period || this.calls[^(length + 1)] != this.calls[^(length + 1 - period)];
    }

    private static string Canonical(string json)
    {
        try
        {
            using var buffer = new MemoryStream();
            using (var writer = new Utf8JsonWriter(buffer))
            {
                Write(JsonElement.Parse(json), writer);
            }

            return Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)));
        }
        catch (JsonException)
        {
            return json;
        }
    }

    private static void Write(JsonElement element, Utf8JsonWriter writer)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            element.WriteTo(writer);
            return;
        }

        writer.WriteStartObject();
        foreach (var member in element.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
        {
            writer.WritePropertyName(member.Name);
            Write(member.Value, writer);
        }

        writer.WriteEndObject();
    }
}
