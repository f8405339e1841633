using System.Collections.Concurrent;
using System.Globalization;
using EditorAgent.Core.Workspaces;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Hub.Memory;

namespace EditorAgent.Mcp.Hub.Running;

/// <summary>Ends the tasks that were left at one server, and keeps what became of them for the model, which is told with its next call there.</summary>
internal sealed class TaskNews(RunningTasks tasks, StatusBoard board)
{
    private const int LongestAnswer = 4_000;

    private readonly ConcurrentQueue<string> news = new();

    public RunningTasks Tasks => tasks;

    public async Task EndLeftAsync(LiveServer live, CancellationToken cancellationToken)
    {
        foreach (var left in tasks.TakeLeft(live.Identity.Hash))
        {
            try
            {
                var ended = await live.Connection.EndTaskAsync(left.Id, cancellationToken);
                left.Forget();
                var began = string.Create(CultureInfo.InvariantCulture, $"A call of {CanonicalText.Line(left.Tool, 128)} of {left.Began.UtcDateTime:yyyy-MM-dd HH:mm} UTC was still running when the connection to the server was lost");
                this.news.Enqueue($"{began}; {WordsOf(ended)}");
                board.Note($"{began}; {WordsOf(ended with { Answer = null })}");
            }
            catch (Exception failure) when (failure is ServerException or OperationCanceledException)
            {
                left.Leave();
            }
        }
    }

    /// <returns>Null where there is nothing to tell.</returns>
    public string? Take()
    {
        if (this.news.IsEmpty)
        {
            return null;
        }

        var lines = new List<string>();
        while (this.news.TryDequeue(out var line))
        {
            lines.Add(line);
        }

        return lines.Count == 0 ? null : string.Join('\n', lines);
    }

    private static string WordsOf(LeftTask ended) => ended switch
    {
        { End: LeftTaskEnd.Completed, Answer: { } answer } => $"it is done. Its answer{(answer.IsError ? ", an error" : "")}: {TextOf(answer)}",
        { End: LeftTaskEnd.Completed } => "it is done.",
        { End: LeftTaskEnd.Failed } => "it has failed.",
        { End: LeftTaskEnd.Stopped } => "it has been stopped, or asked to; what it did until then may remain.",
        _ => "the server knows nothing of it any more; what it did may remain.",
    };

    private static string TextOf(ToolAnswer answer)
    {
        var text = string.Join('\n', answer.Content.OfType<AnswerPart.Text>().Select(part => part.Value));
        text = text.Length == 0 && answer.Structured is { } structured ? structured.GetRawText() : text;
        return text.Length <= LongestAnswer ? text : $"{text[..LongestAnswer]} [{text.Length - LongestAnswer} more characters left out]";
    }
}
