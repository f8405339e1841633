using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Hub.Running;

/// <summary>
/// Answers of one server that may be used again for as long as it said; for longer where it cannot be asked any more. One session has one
/// authorization, so whether an answer is private makes no difference here. Safe from any thread.
/// </summary>
internal sealed class KeptAnswers(TimeProvider time)
{
    private const int Most = 256;
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    private readonly Lock gate = new();
    private readonly Dictionary<string, (object Answer, long At, TimeSpan Lifetime)> answers = new(StringComparer.Ordinal);
    private long generation;

    /// <summary>To be taken before the server is asked: what it says meanwhile makes the answer old.</summary>
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

    public T? Fresh<T>(string key)
        where T : class
    {
        lock (this.gate)
        {
            return this.answers.TryGetValue(key, out var kept) && time.GetElapsedTime(kept.At) < kept.Lifetime ? kept.Answer as T : null;
        }
    }

    public T? Stale<T>(string key)
        where T : class
    {
        lock (this.gate)
        {
            return this.answers.TryGetValue(key, out var kept) ? kept.Answer as T : null;
        }
    }

    public void Keep(string key, object answer, CacheAdvice advice, long asked)
    {
        lock (this.gate)
        {
            if (asked != this.generation)
            {
                return;
            }

            if (this.answers.Count >= Most && !this.answers.ContainsKey(key))
            {
                this.answers.Remove(this.answers.MinBy(kept => kept.Value.At).Key);
            }

            this.answers[key] = (answer, time.GetTimestamp(), advice.Lifetime < Longest ? advice.Lifetime : Longest);
        }
    }

    public void Drop(params ReadOnlySpan<string> keys)
    {
        lock (this.gate)
        {
            this.generation++;
            foreach (var key in keys)
            {
                this.answers.Remove(key);
            }
        }
    }

    public void Clear()
    {
        lock (this.gate)
        {
            this.generation++;
            this.answers.Clear();
        }
    }
}
