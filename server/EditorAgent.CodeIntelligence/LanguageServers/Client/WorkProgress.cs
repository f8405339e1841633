using System.Text.Json;
using EditorAgent.CodeIntelligence.LanguageServers.Protocol;

namespace EditorAgent.CodeIntelligence.LanguageServers.Client;

/// <summary>What a server says that it is busy with. Work that never ends is forgotten after a while without a word of it.</summary>
internal sealed class WorkProgress(TimeProvider time)
{
    private const int MostTokens = 256;
    private const int LongestTitle = 60;

    /// <summary>A server that lost its token must not count as busy for ever.</summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(2);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Work> works = new(StringComparer.Ordinal);
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>For example <c>indexing 40%</c>; null when the server is idle.</summary>
    public string? Current
    {
        get
        {
            lock (this.gate)
            {
                this.Forget();
                return this.works.Values.Where(work => work.HasBegun).OrderByDescending(work => work.Heard).Select(work => work.ToString()).FirstOrDefault();
            }
        }
    }

    public bool IsIdle => this.Current is null;

    public void Create(JsonElement token)
    {
        lock (this.gate)
        {
            if (this.works.Count < MostTokens)
            {
                this.works.TryAdd(token.GetRawText(), new Work("", null, time.GetTimestamp(), HasBegun: false));
            }
        }
    }

    public void Report(ProgressParams progress)
    {
        if (progress.Value.ValueKind != JsonValueKind.Object || !progress.Value.TryGetProperty("kind", out _))
        {
            return;
        }

        var value = progress.Value.Deserialize<WorkDoneProgress>(LspJson.Wire)!;
        var token = progress.Token.GetRawText();
        lock (this.gate)
        {
            if (value.Kind == "end")
            {
                this.works.Remove(token);
            }
            else if (this.works.Count < MostTokens || this.works.ContainsKey(token))
            {
                var title = value.Title ?? this.works.GetValueOrDefault(token)?.Title ?? "";
                this.works[token] = new Work(title.Length <= LongestTitle ? title : title[..LongestTitle], value.Percentage, time.GetTimestamp(), HasBegun: true);
            }

            var waiting = this.changed;
            this.changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.TrySetResult();
        }
    }

    /// <summary>Waits until the server says that it is no longer busy, or the time is over.</summary>
    public async Task IdleAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        while (!limit.IsCancellationRequested)
        {
            Task change;
            lock (this.gate)
            {
                change = this.changed.Task;
            }

            if (this.IsIdle)
            {
                return;
            }

            try
            {
                await change.WaitAsync(either.Token);
            }
            catch (OperationCanceledException)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    private void Forget()
    {
        foreach (var (token, work) in this.works.Where(work => time.GetElapsedTime(work.Value.Heard) > Forgotten).ToList())
        {
            this.works.Remove(token);
        }
    }

    private sealed record Work(string Title, double? Percentage, long Heard, bool HasBegun)
    {
        public override string ToString() => (this.Title.Length > 0 ? this.Title : "busy") + (this.Percentage is >= 0 and <= 100 ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $" {this.Percentage:0}%") : "");
    }
}
