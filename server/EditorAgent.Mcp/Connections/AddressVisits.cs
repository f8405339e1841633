using System.Collections.Concurrent;
using System.Text.Json;
using EditorAgent.Mcp.Contract;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Mcp.Connections;

/// <summary>
/// A server of the revision 2025-11-25 refuses a request until the user has been to an address. The user is sent there; when the server says that
/// it is done, the request is sent again, once.
/// </summary>
internal sealed class AddressVisits(QuestionDesk desk)
{
    /// <summary>Under which a failure carries what the server wants.</summary>
    public const string Wanted = "elicitations";

    private const int MostVisits = 5;

    private readonly ConcurrentDictionary<string, TaskCompletionSource> open = new(StringComparer.Ordinal);

    /// <summary>The server says so.</summary>
    public void Done(string id)
    {
        if (this.open.TryGetValue(id, out var visit))
        {
            visit.TrySetResult();
        }
    }

    /// <returns>Whether all visits were made.</returns>
    public async Task<bool> MakeAsync(ServerException refusal, RequestRun run)
    {
        if (refusal is not { Code: (int)McpErrorCode.UrlElicitationRequired } || refusal.Data[Wanted] is not JsonElement wanted || run.Questions is not { Elicit: not null, ShowsAddresses: true } questions)
        {
            return false;
        }

        run.BeginQuestion();
        try
        {
            foreach (var visit in wanted.Entries("elicitations").Take(MostVisits))
            {
                if (visit.Text("elicitationId") is not { } id || !await this.MakeAsync(id, visit, questions, run.Stopped))
                {
                    return false;
                }
            }

            return true;
        }
        catch (Exception failure) when (failure is QuestionRefusedException or InvalidOperationException)
        {
            return false;
        }
        finally
        {
            run.EndQuestion();
        }
    }

    private async Task<bool> MakeAsync(string id, JsonElement visit, ServerQuestions questions, CancellationToken cancellationToken)
    {
        var done = this.open.GetOrAdd(id, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        try
        {
            var reply = await desk.AnswerAsync(RequestMethods.ElicitationCreate, visit, questions, cancellationToken);
            if ((string?)reply["action"] != "accept")
            {
                return false;
            }

            await done.Task.WaitAsync(cancellationToken);
            return true;
        }
        finally
        {
            this.open.TryRemove(id, out _);
        }
    }
}
