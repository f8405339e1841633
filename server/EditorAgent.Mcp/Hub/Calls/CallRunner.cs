using EditorAgent.Mcp.Audit;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Hub.Memory;
using EditorAgent.Mcp.Hub.Naming;
using EditorAgent.Mcp.Hub.Running;
using EditorAgent.Mcp.Trust;
using Microsoft.Extensions.Logging;

namespace EditorAgent.Mcp.Hub.Calls;

/// <summary>
/// Runs the calls of one server. In this order: an answer that may be used again, the server's own limits, the server started if need be, its
/// tool still being what was approved, the call, again where that is safe, the answer held against the tool's schema, the audit, the outcome.
/// </summary>
internal sealed class CallRunner(HubParts parts, ServerSupervisor server, ToolShelf shelf) : IDisposable
{
    private readonly CallGate gate = new(parts.Limits, parts.Time);
    private readonly CircuitBreaker breaker = new(parts.Time);
    private readonly AnswerMemo memo = new(parts.Limits.AnswerLifetime, parts.Time);

    /// <summary>The outcome is on record when it is there.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled; that is audited too.</exception>
    public async Task<CallOutcome> RunAsync(ServerCall call, CallOptions options, CancellationToken cancellationToken)
    {
        var begin = parts.Time.GetTimestamp();
        var course = new CallCourse();
        CallOutcome outcome;
        try
        {
            outcome = await this.AnswerAsync(call, this.WithLimits(options), course, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await this.RecordAsync(call, course, course.Attempts > 0 ? "unknown" : "not_run", null, begin);
            throw;
        }
        catch (Exception fault) when (fault is not ServerException)
        {
            var id = Guid.NewGuid().ToString("N")[..8];
            parts.Logger.CallFault(call.Tool, call.Server, id, fault);
            outcome = course.Attempts > 0
                ? OutcomeWords.Unknown(call.Server, $"A fault of ours ({id} in the log).")
                : new CallOutcome.NotRun($"The call did not run because of a fault of ours ({id} in the log).");
        }

        await this.RecordAsync(call, course, OutcomeWords.NameOf(outcome), outcome as CallOutcome.Answered, begin);
        return server.Tasks.Take() is { } news ? outcome with { News = news } : outcome;
    }

    public void ForgetAnswers() => this.memo.Clear();

    public void BeginTurn()
    {
        this.memo.Clear();
        this.gate.BeginTurn();
    }

    public void Dispose() => this.gate.Dispose();

    private async Task<CallOutcome> AnswerAsync(ServerCall call, CallOptions options, CallCourse course, CancellationToken cancellationToken)
    {
        var tool = course.Tool = shelf.Find(call.Server, call.Tool);
        var key = tool is not null && AnswerMemo.MayKeep(tool) ? AnswerMemo.KeyOf(call.Tool, call.Arguments) : null;
        if (key is not null && this.memo.Find(key) is { } known)
        {
            return known;
        }

        var entry = this.breaker.Enter();
        if (!entry.IsOpen)
        {
            return new CallOutcome.NotRun(
                $"The call did not run: calls of {call.Server} failed several times in a row, so it is left alone for {Math.Ceiling(entry.Wait.TotalSeconds)} more seconds. {server.Board.Failure}".TrimEnd());
        }

        var isIn = false;
        try
        {
            if (await this.gate.EnterAsync(cancellationToken) is { } refusal)
            {
                return new CallOutcome.NotRun($"The call of {call.Server} did not run: {refusal}.");
            }

            isIn = true;
            return await this.SendAsync(call, options, course, key, cancellationToken);
        }
        finally
        {
            if (isIn)
            {
                this.gate.Leave();
            }

            this.breaker.Leave(entry);
        }
    }

    private async Task<CallOutcome> SendAsync(ServerCall call, CallOptions options, CallCourse course, string? key, CancellationToken cancellationToken)
    {
        var begin = parts.Time.GetTimestamp();
        RetryRule? rule = null;
        ServerException? mayHaveRun = null;
        while (true)
        {
            ServerException failure;
            var attempts = course.Attempts;
            try
            {
                var live = await server.ReadyAsync(cancellationToken);
                course.Identity = live.Identity;
                if (this.Current(call, course) is { } refusal)
                {
                    return refusal;
                }

                rule ??= new RetryRule(IsRepeatable(course.Tool!));
                return await this.SendOnceAsync(live, call, options, course, key, cancellationToken);
            }
            catch (ServerException failed)
            {
                failure = failed;
            }

            // What a later try meets takes nothing back of an earlier one.
            mayHaveRun = course.Attempts > attempts && RetryRule.MayHaveRun(failure) ? failure : mayHaveRun;
            if (rule?.Next(failure) is not { } pause || parts.Time.GetElapsedTime(begin) + pause >= options.TotalLimit)
            {
                return OutcomeWords.Of(call.Server, RetryRule.MayHaveRun(failure) ? failure : mayHaveRun ?? failure);
            }

            await Task.Delay(pause, parts.Time, cancellationToken);
        }
    }

    /// <summary>Looks the tool up as it is now: a server that was just started may have another one under the name that was approved.</summary>
    private CallOutcome.NotRun? Current(ServerCall call, CallCourse course)
    {
        var now = shelf.Find(call.Server, call.Tool);
        course.Tool = now ?? course.Tool;
        return now switch
        {
            null => new CallOutcome.NotRun($"The call did not run: {call.Server} does not offer the tool {call.Tool} any more."),
            { Changed.IsEmpty: false } => new CallOutcome.NotRun(
                $"The call did not run: {call.Server} changed the definition of the tool {call.Tool} since the user approved it.")
            {
                Advice = "Call it again: the user is then shown what changed.",
            },
            _ => null,
        };
    }

    private async Task<CallOutcome> SendOnceAsync(LiveServer live, ServerCall call, CallOptions options, CallCourse course, string? key, CancellationToken cancellationToken)
    {
        var tool = course.Tool!;
        var changes = !AnswerMemo.Leaves(tool);
        if (changes)
        {
            this.memo.BeginChange();
        }

        RunningTask? running = null;
        options = options with { TaskBegan = id => running = server.Tasks.Tasks.Keep(live.Identity.Hash, call.Tool, id), TaskOver = () => Interlocked.Exchange(ref running, null)?.Forget() };
        try
        {
            var asked = this.memo.Generation;
            course.Attempts++;
            var begin = parts.Time.GetTimestamp();
            var answering = live.Connection.CallToolAsync(call.Tool, call.Arguments, options, cancellationToken);
            course.Audited = this.Audited(call, course);
            parts.Audit.Expect(course.Audited);
            var answer = await answering;
            server.Board.Measure(parts.Time.GetElapsedTime(begin));
            this.breaker.Succeeded();
            var outcome = new CallOutcome.Answered(answer, OutputCheck.Complaint(tool.Tool, answer));
            if (outcome.Complaint is not null)
            {
                server.Board.Complain();
            }

            if (key is not null && AnswerMemo.MayKeep(tool))
            {
                this.memo.Keep(key, outcome, AnswerDigest.Of(answer).Bytes, asked);
            }

            return outcome;
        }
        catch (ServerException failure)
        {
            server.Report(live, failure);
            this.Learn(failure);
            if (failure is not { Kind: ServerFailureKind.Ended, ErrorTail.IsEmpty: true })
            {
                throw;
            }

            throw new ServerException(failure.Kind, failure.Message, failure)
            {
                WasSent = failure.WasSent, Code = failure.Code, RetryAfter = failure.RetryAfter, ErrorTail = live.Connection.ErrorTail,
            };
        }
        finally
        {
            running?.Leave();
            if (changes)
            {
                this.memo.EndChange();
            }
        }
    }

    private void Learn(ServerException failure)
    {
        switch (failure.Kind)
        {
            case ServerFailureKind.Unreachable or ServerFailureKind.TimedOut or ServerFailureKind.Ended or ServerFailureKind.TooMuch:
                this.breaker.Failed();
                break;
            case ServerFailureKind.Refused or ServerFailureKind.Unreadable:
                this.breaker.Succeeded();
                break;
        }
    }

    /// <summary>Doing it twice is as good as once, by the server's word, where that word is believed and does not contradict itself.</summary>
    private static bool IsRepeatable(OfferedTool tool) =>
        tool is { AreHintsBelieved: true, Tool.Hints: { Idempotent: true } or { ReadOnly: true, Destructive: not true } };

    private CallOptions WithLimits(CallOptions options)
    {
        var own = server.Declaration;
        options = own.ToolTimeout is { } limit
            ? options with { IdleLimit = limit, TotalLimit = limit > options.TotalLimit ? limit : options.TotalLimit }
            : options;
        return options.Questions is { ListRoots: not null } questions ? options with { Questions = questions with { ListRoots = null } } : options;
    }

    private async Task RecordAsync(ServerCall call, CallCourse course, string outcome, CallOutcome.Answered? answered, long begin)
    {
        var duration = parts.Time.GetElapsedTime(begin);
        course.Identity ??= server.Lists.Identity;
        try
        {
            await parts.Audit.AppendAsync(this.RecordOf(call, course, outcome, answered, duration), CancellationToken.None);
        }
        catch (Exception unwritten)
        {
            // The call has run. To keep its result back would make the model repeat it.
            parts.Logger.Unaudited(call.Tool, call.Server, unwritten.Message);
            server.Board.Note("A call of it could not be written to the audit log; the log says why.");
        }
    }

    private CallRecord RecordOf(ServerCall call, CallCourse course, string outcome, CallOutcome.Answered? answered, TimeSpan duration)
    {
        var digest = answered is null ? default(AnswerDigest?) : AnswerDigest.Of(answered.Answer);
        return new CallRecord
        {
            Call = this.Audited(call, course),
            Duration = duration,
            Outcome = outcome,
            ResultBytes = digest?.Bytes ?? 0,
            ResultHash = digest?.Hash,
            Attempts = course.Attempts,
            SchemaComplaint = answered?.Complaint,
        };
    }

    private AuditedCall Audited(ServerCall call, CallCourse course)
    {
        var identity = course.Identity?.Hash ?? "";
        var tool = course is { Tool: { } known, Identity: { } owner } ? DefinitionHash.Of(owner, known.Tool) : null;
        return course.Audited is { } made && made.ServerHash == identity && made.ToolHash == tool ? made : new AuditedCall
        {
            Workspace = parts.Workspace.RealRoot,
            Server = call.Server,
            ServerHash = identity,
            Tool = call.Tool,
            ToolHash = tool,
            Arguments = call.Arguments,
            ApprovedBy = call.ApprovedBy,
            Rule = call.Rule,
            CallId = call.CallId,
        };
    }
}
