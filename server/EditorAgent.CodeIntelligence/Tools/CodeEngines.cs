using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Workers;
using EditorAgent.Core.Trust;

namespace EditorAgent.CodeIntelligence.Tools;

/// <summary>
/// Who answers: a path's language decides; where only a name is given, C# is asked first and then every server whose language is here, until
/// one knows it.
/// </summary>
/// <param name="csharp">Null where the workspace has no C#.</param>
/// <param name="servers">Null where no language server serves any of the workspace's languages.</param>
/// <param name="trust">How the session stands to the workspace.</param>
/// <param name="buffers">Told to the engine before every question.</param>
internal sealed class CodeEngines(CSharpWorker? csharp, IServedEngines? servers, WorkspaceTrust trust, BufferSync buffers)
{
    /// <summary>Whether answering runs something of the workspace whatever the question: a language server reads its configuration.</summary>
    public bool NeedTrustFor(string? subject) => !CSharpSources.Names(subject) && servers is not null && (csharp is null || servers.Serves(subject));

    /// <summary>Whether what the question needs runs code of the workspace that nothing keeps in; then a person is asked, as for every command.</summary>
    public async ValueTask<bool> RunsUnconfinedAsync(string? subject, CancellationToken cancellationToken) =>
        csharp is not null && servers?.Serves(subject) is not true && !await csharp.LoadsUnaskedAsync(cancellationToken);

    /// <summary>Loads what the question needs.</summary>
    /// <returns>Why it cannot be asked; null when it can.</returns>
    public async Task<CodeAnswer?> LoadAsync(TrustedWorkspace trusted, string? subject, IProgress<string> output, CancellationToken cancellationToken)
    {
        servers?.Trust(trusted);
        return csharp is not null && (CSharpSources.Names(subject) || servers?.Serves(subject) is not true)
            ? await csharp.LoadAsync(trusted, trust, output, cancellationToken)
            : null;
    }

    public async Task<CodeAnswer> AskAsync(string? subject, Func<ICodeEngine, Task<CodeAnswer>> ask, CancellationToken cancellationToken)
    {
        CodeAnswer? first = null;
        foreach (var engine in this.For(subject))
        {
            await buffers.SendAsync(engine, cancellationToken);
            var answer = await ask(engine);
            if (!IsPassedOn(answer.Error))
            {
                return answer;
            }

            first ??= answer;
        }

        return first ?? NobodyKnows(subject);
    }

    public async Task<EditProposal> ProposeAsync(string? subject, Func<ICodeEngine, Task<EditProposal>> propose, CancellationToken cancellationToken)
    {
        EditProposal? first = null;
        foreach (var engine in this.For(subject))
        {
            await buffers.SendAsync(engine, cancellationToken);
            var proposal = await propose(engine);
            if (!IsPassedOn(proposal.Refusal?.Error))
            {
                return proposal;
            }

            first ??= proposal;
        }

        return first ?? new EditProposal("") { Refusal = NobodyKnows(subject) };
    }

    private IEnumerable<ICodeEngine> For(string? subject)
    {
        if (servers?.Serves(subject) is true)
        {
            return servers.EnginesFor(subject);
        }

        IEnumerable<ICodeEngine> all = csharp is null ? [] : [csharp];
        return CSharpSources.Names(subject) || servers is null ? all : all.Concat(servers.EnginesFor(subject));
    }

    private static bool IsPassedOn(CodeError? error) => error is CodeError.SymbolNotFound or CodeError.Unsupported;

    private static CodeAnswer NobodyKnows(string? subject) =>
        CodeAnswer.Failed(CodeError.Unsupported, $"nothing here understands the language of {SymbolTitle.Of(subject ?? "this workspace")}; use grep and read");
}
