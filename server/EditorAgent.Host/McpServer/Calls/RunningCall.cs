using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using EditorAgent.Host.McpServer.Offering;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Host.McpServer.Calls;

/// <summary>
/// A call that may outlive the request that began it: as a task, or between two rounds of questions. Its questions wait here until the client
/// brings the answers. Safe from any thread.
/// </summary>
internal sealed class RunningCall : IClientLine
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource stop = new();
    private readonly TimeProvider time;
    private readonly Dictionary<string, Question> open = new(StringComparer.Ordinal);
    private TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int questions;

    public RunningCall(string toolName, TimeProvider time)
    {
        this.ToolName = toolName;
        this.time = time;
        this.CreatedAt = this.UpdatedAt = time.GetUtcNow();
    }

    /// <summary>Told of each change, also of the end; must return at once.</summary>
    public event Action<RunningCall>? Changed;

    /// <summary>128 random bits: who knows it may ask about the call.</summary>
    public string Id { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public string ToolName { get; }

    public DateTimeOffset CreatedAt { get; }

    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>One line about what it is doing.</summary>
    public string? Message { get; private set; }

    public bool IsTask { get; init; }

    /// <summary>The request that waits for it at the moment, or null.</summary>
    public IClientLine? Listener { get; set; }

    /// <summary>Its end.</summary>
    public Task<CallToolResult> Completion { get; private set; } = null!;

    /// <summary>What came of it, once it has ended well.</summary>
    public CallToolResult? Result { get; private set; }

    /// <summary>What ended it, when it did not end well.</summary>
    public Exception? Failure { get; private set; }

    public bool IsCancelled => this.stop.IsCancellationRequested;

    /// <summary>Completes when there is a question that the client has not been told.</summary>
    public Task Asked
    {
        get
        {
            lock (this.gate)
            {
                return this.asked.Task;
            }
        }
    }

    /// <summary>What the client has to answer before it goes on.</summary>
    public ImmutableDictionary<string, InputRequest> Open
    {
        get
        {
            lock (this.gate)
            {
                return this.open.ToImmutableDictionary(pair => pair.Key, pair => pair.Value.Request, StringComparer.Ordinal);
            }
        }
    }

    public void Start(Func<CancellationToken, ValueTask<CallToolResult>> run) =>
        this.Completion = Task.Run(
            async () =>
            {
                try
                {
                    return this.Result = await run(this.stop.Token);
                }
                catch (Exception exception)
                {
                    this.Failure = exception;
                    throw;
                }
                finally
                {
                    this.Touch();
                }
            },
            CancellationToken.None);

    /// <summary>Takes the answers to questions that are open; others are ignored.</summary>
    public void Answer(IEnumerable<KeyValuePair<string, InputResponse>> responses)
    {
        lock (this.gate)
        {
            foreach (var (key, response) in responses)
            {
                if (this.open.Remove(key, out var question))
                {
                    question.Answer.TrySetResult(response);
                }
            }

            if (this.open.Count == 0 && this.asked.Task.IsCompleted)
            {
                this.asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            this.Touch();
        }
    }

    /// <summary>Idempotent; the call ends as soon as it can.</summary>
    public void Cancel()
    {
        this.stop.Cancel();
        this.Touch();
    }

    public Task ReportAsync(ProgressNotificationValue progress, CancellationToken cancellationToken)
    {
        this.Message = progress.Message ?? this.Message;
        this.Touch();
        return this.Listener?.ReportAsync(progress, cancellationToken) ?? Task.CompletedTask;
    }

    public Task LogAsync(LoggingLevel level, string text, CancellationToken cancellationToken) =>
        this.Listener?.LogAsync(level, text, cancellationToken) ?? Task.CompletedTask;

    public async Task<InputResponse> AskAsync(InputRequest request, CancellationToken cancellationToken)
    {
        var question = new Question(request, new TaskCompletionSource<InputResponse>(TaskCreationOptions.RunContinuationsAsynchronously));
        string key;
        lock (this.gate)
        {
            key = $"q{(++this.questions).ToString(CultureInfo.InvariantCulture)}";
            this.open.Add(key, question);
            this.Touch();
            this.asked.TrySetResult();
        }

        try
        {
            return await question.Answer.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            lock (this.gate)
            {
                this.open.Remove(key);
            }
        }
    }

    private void Touch()
    {
        this.UpdatedAt = this.time.GetUtcNow();
        this.Changed?.Invoke(this);
    }

    private sealed record Question(InputRequest Request, TaskCompletionSource<InputResponse> Answer);
}
