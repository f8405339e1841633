using System.Collections.Concurrent;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Transport;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Mcp.Connections;

/// <summary>
/// Requests that a server of an older revision sends to us. They are answered side by side, but not more than a few at once. One that came in the
/// answer to a call is answered by who made the call; where the transport does not tell, by who made the newest call.
/// </summary>
/// <param name="idle">Who answers when no call is running.</param>
internal sealed class IncomingQuestions(QuestionDesk desk, PendingRequests pending, ServerQuestions idle, IServerLink link)
{
    private const int MostAtOnce = 16;

    /// <summary>A server that does not even read our refusals gets no more of them.</summary>
    private const int MostOpen = 256;

    private readonly ConcurrentDictionary<RequestId, (CancellationTokenSource Stop, Task Work)> open = new();
    private readonly CancellationTokenSource closing = new();

    public void Begin(IncomingMessage question)
    {
        if (this.open.Count >= MostOpen)
        {
            return;
        }

        var stop = CancellationTokenSource.CreateLinkedTokenSource(this.closing.Token);
        var begin = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!this.open.TryAdd(question.Id, (stop, this.WorkAsync(question, begin.Task, stop.Token))))
        {
            stop.Dispose();
            return;
        }

        begin.SetResult();
    }

    /// <summary>The server does not want to know any more.</summary>
    public void Cancel(RequestId id)
    {
        if (this.open.TryGetValue(id, out var question))
        {
            question.Stop.Cancel();
        }
    }

    public async Task EndAsync()
    {
        await this.closing.CancelAsync();
        await Task.WhenAll(this.open.Values.Select(question => question.Work));
    }

    private async Task WorkAsync(IncomingMessage question, Task begin, CancellationToken cancellationToken)
    {
        await begin;
        var call = (question.During is { } id ? pending.Find(id) : null) ?? pending.Asking();
        call?.Run.BeginQuestion();
        JsonRpcMessage answer;
        try
        {
            var result = this.open.Count <= MostAtOnce
                ? await desk.AnswerAsync(question.Method, question.Payload, call is null ? idle : call.Run.Questions, cancellationToken)
                : throw new QuestionRefusedException(QuestionRefusedException.Overloaded, "Too many questions at once.");
            answer = new JsonRpcResponse { Id = question.Id, Result = result };
        }
        catch (QuestionRefusedException refused)
        {
            answer = ErrorOf(question, refused.Code, refused.Message);
        }
        catch (OperationCanceledException)
        {
            answer = ErrorOf(question, QuestionRefusedException.UserRefused, "The question was given up.");
        }
        catch (Exception)
        {
            answer = ErrorOf(question, (int)McpErrorCode.InternalError, "The question could not be answered.");
        }
        finally
        {
            call?.Run.EndQuestion();
        }

        await this.ReplyAsync(question.Id, answer);
    }

    private async Task ReplyAsync(RequestId id, JsonRpcMessage answer)
    {
        try
        {
            await link.SendAsync(answer, this.closing.Token);
        }
        catch (Exception)
        {
            // The link is over, which its reader finds out and says.
        }

        if (this.open.TryRemove(id, out var question))
        {
            question.Stop.Dispose();
        }
    }

    private static JsonRpcError ErrorOf(IncomingMessage question, int code, string message) =>
        new() { Id = question.Id, Error = new JsonRpcErrorDetail { Code = code, Message = message } };
}
