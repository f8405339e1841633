using System.Text.Json;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Trust;

namespace EditorAgent.Mcp.Hub.Calls;

/// <summary>
/// Answers of one server's tools that only read, that give the same when asked twice and that look at nothing beyond the server, all by the
/// believed word of the server. Any other call of the server makes all of them old. Safe from any thread.
/// </summary>
internal sealed class AnswerMemo(TimeSpan lifetime, TimeProvider time)
{
    private const int Most = 64;
    private const int LongestKey = 64 * 1024;
    private const long LargestAnswer = 256 * 1024;

    private readonly Lock gate = new();
    private readonly Dictionary<string, (CallOutcome.Answered Answer, long At)> answers = new(StringComparer.Ordinal);
    private long generation;
    private int changing;

    /// <summary>Whether the tool's answers may be used again.</summary>
    public static bool MayKeep(OfferedTool tool) =>
        tool is { AreHintsBelieved: true, Tool.Hints: { ReadOnly: true, Idempotent: true, OpenWorld: false, Destructive: not true } };

    /// <summary>Whether a call of it leaves the server as it was.</summary>
    public static bool Leaves(OfferedTool tool) => tool is { AreHintsBelieved: true, Tool.Hints: { ReadOnly: true, Destructive: not true } };

    /// <summary>Null for what is not worth keeping.</summary>
    public static string? KeyOf(string tool, JsonElement arguments) =>
        arguments.GetRawText().Length > LongestKey ? null : $"{tool}\n{CanonicalJson.Of(arguments)}";

    public long Generation
    {
        get
        {
            lock (this.gate)
            {
                return this.generation;
            }
        }
    }

    public CallOutcome.Answered? Find(string key)
    {
        lock (this.gate)
        {
            if (!this.answers.TryGetValue(key, out var kept))
            {
                return null;
            }

            var age = time.GetElapsedTime(kept.At);
            return age < lifetime ? kept.Answer with { Answer = kept.Answer.Answer with { Age = age } } : null;
        }
    }

    /// <param name="asked">The generation when the call began.</param>
    public void Keep(string key, CallOutcome.Answered answer, long bytes, long asked)
    {
        if (answer is not { Answer.IsError: false, Complaint: null } || bytes > LargestAnswer || lifetime <= TimeSpan.Zero)
        {
            return;
        }

        lock (this.gate)
        {
            if (asked != this.generation || this.changing > 0)
            {
                return;
            }

            if (this.answers.Count >= Most && !this.answers.ContainsKey(key))
            {
                this.answers.Remove(this.answers.MinBy(kept => kept.Value.At).Key);
            }

            this.answers[key] = (answer, time.GetTimestamp());
        }
    }

    /// <summary>A call begins that may change something; what it changes, and when, is not known until it is over.</summary>
    public void BeginChange()
    {
        lock (this.gate)
        {
            this.changing++;
            this.Drop();
        }
    }

    public void EndChange()
    {
        lock (this.gate)
        {
            this.changing--;
            this.Drop();
        }
    }

    public void Clear()
    {
        lock (this.gate)
        {
            this.Drop();
        }
    }

    private void Drop()
    {
        this.generation++;
        this.answers.Clear();
    }
}
