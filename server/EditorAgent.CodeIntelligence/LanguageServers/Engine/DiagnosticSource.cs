using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.CodeIntelligence.LanguageServers.Client;
using EditorAgent.CodeIntelligence.LanguageServers.Documents;
using EditorAgent.CodeIntelligence.LanguageServers.Protocol;

namespace EditorAgent.CodeIntelligence.LanguageServers.Engine;

/// <summary>
/// A document's diagnostics as of its present text: asked for where the server can be asked; else what it publishes for this version or
/// later, once it has been quiet for a while.
/// </summary>
internal sealed class DiagnosticSource(EngineTurn turn, TimeProvider time)
{
    public const string PullMethod = "textDocument/diagnostic";
    private const string TypeScriptCommand = "typescript.tsserverRequest";

    /// <param name="deadline">Of the waiting.</param>
    /// <returns>Null when they are not known in time.</returns>
    public async Task<ImmutableArray<LspDiagnostic>?> OfAsync(OpenDocument document, CancellationToken deadline)
    {
        try
        {
            if (turn.Capabilities.Has(PullMethod))
            {
                return await this.PullAsync(document, deadline);
            }

            if (turn.Capabilities.Commands.Contains(TypeScriptCommand))
            {
                return await this.AskTypeScriptAsync(document, deadline);
            }

            return await this.AwaitAsync(document, deadline);
        }
        catch (OperationCanceledException) when (!turn.Cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>A server that is busy gets all the time there is; one that is idle and says nothing will say nothing.</summary>
    private async Task<ImmutableArray<LspDiagnostic>?> AwaitAsync(OpenDocument document, CancellationToken deadline)
    {
        do
        {
            using var limit = new CancellationTokenSource(turn.Limits.Settle, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, deadline);
            if (await turn.Session.State.Published.SettleAsync(document.File.Path, document.Version, document.Mark, turn.Limits.Quiet, either.Token) is { } known)
            {
                return known;
            }
        }
        while (!deadline.IsCancellationRequested && !turn.Session.State.Progress.IsIdle);

        return null;
    }

    /// <summary>All files at once, of a server that has <c>workspaceDiagnostics</c>.</summary>
    public async Task<ImmutableArray<DocumentDiagnosticReport>> WholeAsync()
    {
        const string Method = "workspace/diagnostic";
        var answer = await turn.AskAsync(Method, new WorkspaceDiagnosticParams([], turn.Capabilities.TextOption(PullMethod, "identifier")));
        return LspAnswer.Of<WorkspaceDiagnosticReport>(answer, Method).Items;
    }

    /// <summary>A limit for waiting that ends with the question.</summary>
    public CancellationTokenSource Limit(TimeSpan atMost)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(turn.Cancellation);
        time.CreateTimer(_ => Cancel(limit), null, atMost, Timeout.InfiniteTimeSpan);
        return limit;
    }

    private async Task<ImmutableArray<LspDiagnostic>?> PullAsync(OpenDocument document, CancellationToken deadline)
    {
        var parameters = new DocumentDiagnosticParams(new TextDocumentIdentifier(document.Uri), turn.Capabilities.TextOption(PullMethod, "identifier"));
        while (true)
        {
            try
            {
                var answer = await turn.Session.Connection.RequestAsync(PullMethod, parameters, turn.Allowance, deadline);
                return LspAnswer.Of<DocumentDiagnosticReport>(answer, PullMethod).Items ?? [];
            }
            catch (LanguageServerException busy) when (busy is { Failure: LanguageServerFailure.Refused, Code: -32802 or -32801 })
            {
                // Server cancelled, or content modified: it asks to be asked again.
                await Task.Delay(TimeSpan.FromMilliseconds(100), time, deadline);
            }
        }
    }

    /// <summary>This server publishes nothing where nothing was and nothing is, but hands on requests that answer at once.</summary>
    private async Task<ImmutableArray<LspDiagnostic>?> AskTypeScriptAsync(OpenDocument document, CancellationToken deadline)
    {
        var found = ImmutableArray.CreateBuilder<LspDiagnostic>();
        foreach (var request in new[] { "syntacticDiagnosticsSync", "semanticDiagnosticsSync" })
        {
            var arguments = ImmutableArray.Create(Json($"\"{request}\""), JsonSerializer.SerializeToElement(new TypeScriptFile(document.Uri), LspJson.Wire));
            var answer = await turn.Session.Connection.RequestAsync("workspace/executeCommand", new ExecuteCommandParams(TypeScriptCommand, arguments), turn.Allowance, deadline);
            if (answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("body", out var body))
            {
                found.AddRange(LspAnswer.List<TypeScriptDiagnostic>(body, request).Select(one => one.ToLsp()));
            }
        }

        return found.ToImmutable();
    }

    private static JsonElement Json(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    private static void Cancel(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It was done in time.
        }
    }
}
