using EditorAgent.Core.Models;

namespace EditorAgent.Core.Tools;

/// <summary>
/// Where a question waits for its one answer. Whoever the prompt asks may answer, and so may anybody who names the question and the hash of
/// what was shown (<see cref="TryAnswer"/>): the first valid answer counts, every other is refused. When the session is let go, the question
/// is not answered but stays open on the disk. Safe from any thread.
/// </summary>
public sealed class ApprovalDesk
{
    private readonly Lock gate = new();
    private Question? open;
    private ApprovalReply? prepared;
    private bool isLeaving;

    /// <summary>An answer to the open question. False when it is not the open question, not what was shown, or answered already.</summary>
    public bool TryAnswer(ApprovalReply reply)
    {
        lock (this.gate)
        {
            return this.open is { } question
                && question.Request.Id == reply.RequestId
                && question.Request.ShownHash == reply.ShownHash
                && question.Answer.TrySetResult(reply.Answer);
        }
    }

    /// <summary>The session is being let go: the open question, and any that comes, is left open.</summary>
    public void Leave()
    {
        lock (this.gate)
        {
            this.isLeaving = true;
            this.open?.Answer.TrySetResult(new PermissionAnswer.Away());
        }
    }

    /// <summary>Keeps an answer for a question that was asked before a restart, until its call comes up again.</summary>
    internal void Prepare(ApprovalReply reply) => this.prepared = reply;

    internal ApprovalReply? TakePrepared(ToolCallId call)
    {
        if (this.prepared is not { } reply || reply.CallId != call)
        {
            return null;
        }

        this.prepared = null;
        return reply;
    }

    internal async Task<PermissionAnswer> AskAsync(PermissionRequest request, IPermissionPrompt prompt, CancellationToken cancellationToken)
    {
        var question = new Question(request, new TaskCompletionSource<PermissionAnswer>(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (this.gate)
        {
            if (this.isLeaving)
            {
                return new PermissionAnswer.Away();
            }

            this.open = question;
        }

        using var withdraw = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var asking = this.ForwardAsync(question, prompt, withdraw.Token);
        try
        {
            // The person at the prompt may be reached by another answer first, or by none: then the question is withdrawn there.
            var answer = await question.Answer.Task;
            await withdraw.CancelAsync();
            return answer;
        }
        finally
        {
            lock (this.gate)
            {
                this.open = null;
            }

            await asking;
        }
    }

    /// <summary>Never throws: whatever goes wrong at the prompt is an answer that allows nothing, or the question's fault.</summary>
    private async Task ForwardAsync(Question question, IPermissionPrompt prompt, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await prompt.AskAsync(question.Request, cancellationToken);
            question.Answer.TrySetResult(answer is PermissionAnswer.Cancelled && this.isLeaving ? new PermissionAnswer.Away() : answer);
        }
        catch (OperationCanceledException)
        {
            question.Answer.TrySetResult(this.isLeaving ? new PermissionAnswer.Away() : new PermissionAnswer.Cancelled());
        }
        catch (Exception exception)
        {
            question.Answer.TrySetException(exception);
        }
    }

    private sealed record Question(PermissionRequest Request, TaskCompletionSource<PermissionAnswer> Answer);
}
