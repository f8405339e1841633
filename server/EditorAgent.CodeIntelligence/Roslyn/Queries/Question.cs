using EditorAgent.CodeIntelligence.Contract;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries;

/// <summary>What every question has in common: a deadline that ends in an answer, and cancellation that does not.</summary>
internal static class Question
{
    /// <param name="subject">What was asked about, for the answer that comes too late.</param>
    public static async Task<CodeAnswer> AnswerAsync(
        CodeSnapshot snapshot, string subject, TimeProvider time, Func<QueryDeadline, Task<CodeAnswer>> answer, CancellationToken cancellationToken)
    {
        using var deadline = new QueryDeadline(time, QueryDeadline.Most, cancellationToken);
        try
        {
            var answered = await answer(deadline);
            cancellationToken.ThrowIfCancellationRequested();
            return answered;
        }
        catch (OperationCanceledException) when (deadline.IsOver)
        {
            return CodeAnswer.Failed(
                CodeError.Deadline,
                $"{QueryDeadline.Most.TotalSeconds:0} s were not enough for {subject}. What was computed is kept; ask again, or for less.\n{snapshot.Coverage}");
        }
    }
}
