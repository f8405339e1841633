using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.LanguageServers.Client;
using EditorAgent.CodeIntelligence.LanguageServers.Documents;
using EditorAgent.CodeIntelligence.LanguageServers.Engine;
using EditorAgent.CodeIntelligence.LanguageServers.Servers;

namespace EditorAgent.CodeIntelligence.LanguageServers;

/// <summary>
/// Answers questions with a hosted language server. Questions to one server run one after another, each against the texts as they are when
/// it begins. A server that crashes, hangs or lacks something costs its question an answer that says so, never an exception.
/// </summary>
public sealed class LanguageServerEngine : ICodeEngine, IAsyncDisposable
{
    private readonly LanguageServer server;
    private readonly SourceTexts texts;
    private readonly LspLimits limits;
    private readonly TimeProvider time;
    private readonly SemaphoreSlim turns = new(1, 1);
    private readonly OfferedActions actions = new();

    internal LanguageServerEngine(LanguageServer server, SourceTexts texts, LspLimits limits, TimeProvider time)
    {
        this.server = server;
        this.texts = texts;
        this.limits = limits;
        this.time = time;
    }

    /// <summary>As in <c>[language_servers.NAME]</c>.</summary>
    public string Name => this.server.Declaration.Name;

    public LanguageServerDeclaration Declaration => this.server.Declaration;

    /// <summary>Whether there is a server to ask without starting one.</summary>
    public bool IsRunning => this.server.Running is not null;

    /// <summary>What it can be asked. Before it has been started: what servers usually can, since nobody knows yet.</summary>
    public ImmutableHashSet<CodeQuestion> Offers => QuestionOffers.Of(this.server.Running?.State.Capabilities);

    /// <summary>Whether a file is in one of its languages.</summary>
    /// <param name="path">Absolute or not.</param>
    public bool Covers(string path) => this.server.Declaration.LanguageOf(path) is not null;

    public Task<CodeAnswer> OverviewAsync(OverviewQuery query, CancellationToken cancellationToken) =>
        this.AnswerAsync(CodeQuestion.Overview, turn => new OverviewQuestion(turn).AnswerAsync(query), cancellationToken);

    public Task<CodeAnswer> FindSymbolAsync(FindSymbolQuery query, CancellationToken cancellationToken) =>
        this.AnswerAsync(CodeQuestion.FindSymbol, turn => new FindSymbolQuestion(turn).AnswerAsync(query), cancellationToken);

    public Task<CodeAnswer> ReadSymbolAsync(ReadSymbolQuery query, CancellationToken cancellationToken) =>
        this.AnswerAsync(CodeQuestion.ReadSymbol, turn => new ReadSymbolQuestion(turn).AnswerAsync(query), cancellationToken);

    public Task<CodeAnswer> FindReferencesAsync(FindReferencesQuery query, CancellationToken cancellationToken) =>
        this.AnswerAsync(CodeQuestion.FindReferences, turn => new FindReferencesQuestion(turn).AnswerAsync(query), cancellationToken);

    public Task<CodeAnswer> CallHierarchyAsync(CallHierarchyQuery query, CancellationToken cancellationToken) =>
        this.AnswerAsync(CodeQuestion.CallHierarchy, turn => new CallHierarchyQuestion(turn).AnswerAsync(query), cancellationToken);

    public Task<CodeAnswer> FindImplementationsAsync(FindImplementationsQuery query, CancellationToken cancellationToken) =>
        this.AnswerAsync(CodeQuestion.FindImplementations, turn => new FindImplementationsQuestion(turn).AnswerAsync(query), cancellationToken);

    public Task<CodeAnswer> DiagnosticsAsync(DiagnosticsQuery query, CancellationToken cancellationToken) =>
        this.AnswerAsync(CodeQuestion.Diagnostics, turn => new DiagnosticsQuestion(turn, this.time).AnswerAsync(query), cancellationToken);

    public Task<CodeAnswer> NullAnalysisAsync(NullAnalysisQuery query, CancellationToken cancellationToken) =>
        Task.FromResult(this.Unsupported("analyses null; its diagnostics hold what it knows of that"));

    public Task<CodeAnswer> CodeActionsAsync(CodeActionsQuery query, CancellationToken cancellationToken) =>
        this.AnswerAsync(CodeQuestion.CodeActions, turn => new CodeActionsQuestion(turn, this.actions, this.time).AnswerAsync(query), cancellationToken);

    public Task<EditProposal> ApplyCodeActionAsync(ApplyCodeActionQuery query, CancellationToken cancellationToken) =>
        this.ProposeAsync(CodeQuestion.CodeActions, turn => new ApplyCodeActionQuestion(turn, this.actions).ProposeAsync(query), cancellationToken);

    public Task<EditProposal> RenameAsync(RenameQuery query, CancellationToken cancellationToken) =>
        this.ProposeAsync(CodeQuestion.Rename, turn => new RenameQuestion(turn).ProposeAsync(query), cancellationToken);

    public Task<EditProposal> EditAsync(EditQuery query, CancellationToken cancellationToken) =>
        this.ProposeAsync(CodeQuestion.Edit, turn => new EditQuestion(turn).ProposeAsync(query), cancellationToken);

    public Task<CodeAnswer> FindTestsAsync(FindTestsQuery query, CancellationToken cancellationToken) =>
        Task.FromResult(this.Unsupported("finds tests; take find_references of the symbol and look for test files"));

    public Task<CodeAnswer> DeltaAsync(DeltaQuery query, CancellationToken cancellationToken) =>
        this.AnswerAsync(CodeQuestion.Delta, turn => new DeltaQuestion(turn, this.time).AnswerAsync(query), cancellationToken);

    public Task BuffersAsync(ImmutableArray<OpenBuffer> buffers, CancellationToken cancellationToken)
    {
        this.texts.Take(buffers);
        return Task.CompletedTask;
    }

    /// <summary>Ends the server, properly if it lets itself be ended so.</summary>
    public async ValueTask DisposeAsync() => await this.server.DisposeAsync();

    private async Task<EditProposal> ProposeAsync(CodeQuestion question, Func<EngineTurn, Task<EditProposal>> ask, CancellationToken cancellationToken)
    {
        EditProposal? proposal = null;
        var refusal = await this.AnswerAsync(
            question,
            async turn =>
            {
                proposal = await ask(turn);
                return proposal.Refusal ?? new CodeAnswer("");
            },
            cancellationToken);
        return refusal.Error is not null || proposal is null ? new EditProposal(refusal.Text) { Refusal = refusal } : proposal;
    }

    private async Task<CodeAnswer> AnswerAsync(CodeQuestion question, Func<EngineTurn, Task<CodeAnswer>> ask, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(this.limits.RequestDeadline, this.time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        LanguageServerSession? session = null;
        try
        {
            await this.turns.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return CodeAnswer.Failed(CodeError.Deadline, $"{this.Name} is busy with another question.");
        }

        try
        {
            var running = this.server.Running;
            session = await this.StartedAsync(cancellationToken);
            var allowance = session == running ? this.limits.RequestDeadline : this.limits.FirstDeadline;
            using var patience = new CancellationTokenSource(allowance, this.time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
            if (!QuestionOffers.Of(session.State.Capabilities).Contains(question))
            {
                return this.Unsupported($"answers {question} questions");
            }

            var turn = new EngineTurn(this.server, session, this.texts, this.limits, allowance, both.Token);
            await session.Documents.RefreshAsync(both.Token);
            var answer = await ask(turn);
            return answer.Error is null
                ? answer with { Text = answer.Text.Length > 0 ? $"{answer.Text}\n{turn.Coverage}" : turn.Coverage, Seen = [.. turn.Seen], Places = [.. turn.Places] }
                : answer;
        }
        catch (LanguageServerUnavailableException unavailable)
        {
            return CodeAnswer.Failed(CodeError.NotLoaded, unavailable.Message);
        }
        catch (LanguageServerException failure)
        {
            return this.Explain(failure, session);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return session is null
                ? CodeAnswer.Failed(CodeError.NotLoaded, $"{this.Name} is still starting; ask again in a moment, or use text search.")
                : CodeAnswer.Failed(CodeError.Deadline, $"{this.Name} did not get done in time{(session.State.Progress.Current is { } busy ? $" (busy: {busy})" : "")}; ask for less, or again in a moment.");
        }
        finally
        {
            this.turns.Release();
        }
    }

    private async Task<LanguageServerSession> StartedAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(this.limits.StartDeadline, this.time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        return await this.server.SessionAsync(either.Token);
    }

    private CodeAnswer Explain(LanguageServerException failure, LanguageServerSession? session) => failure.Failure switch
    {
        LanguageServerFailure.Ended => CodeAnswer.Failed(
            CodeError.Failed, $"{(session is null ? $"{this.Name} {failure.Message}" : this.server.Obituary(session, failure.Message))}. Nothing was changed; it is started again with the next question."),
        LanguageServerFailure.Deadline => CodeAnswer.Failed(CodeError.Deadline, $"{this.Name} {failure.Message}; ask for less, or again in a moment."),
        _ => CodeAnswer.Failed(CodeError.Failed, $"{this.Name} {failure.Message}."),
    };

    private CodeAnswer Unsupported(string what) => CodeAnswer.Failed(CodeError.Unsupported, $"{this.Name} is no server that {what}.");
}
