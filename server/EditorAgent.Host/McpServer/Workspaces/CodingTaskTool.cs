using System.Text.Json;
using EditorAgent.Core.Agent;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using EditorAgent.Core.Sessions;
using EditorAgent.Host.Composition;
using EditorAgent.Host.McpServer.Offering;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Host.McpServer.Workspaces;

/// <summary>
/// A whole turn of an agent session in the workspace. What it wants to do that has to be asked goes to whoever sits at the client; one turn runs
/// at a time, others wait for it.
/// </summary>
internal sealed class CodingTaskTool(AgentComposition composition, string workspace, string? model, ChangeFeed changes) : IServedTool, IDisposable
{
    private readonly SemaphoreSlim oneAtATime = new(1, 1);

    public Tool Definition { get; } = new()
    {
        Name = "coding_task",
        Title = "Coding task",
        Description = "Has a coding agent do a job in this workspace: it reads, edits, builds and tests. Say what is wanted and how it can be checked. "
            + "Edits and commands are asked about through your client; without elicitation they are refused. Returns what it says, the files it changed and the last test run.",
        InputSchema = JsonElement.Parse(
            """
            {"type":"object","properties":{
              "prompt":{"type":"string","minLength":1,"description":"The job, in words"},
              "session":{"type":"string","description":"Go on with an earlier task: its sessionId"}},
             "required":["prompt"],"additionalProperties":false}
            """),
        OutputSchema = JsonElement.Parse(CodingTaskReport.Schema),
        Annotations = new ToolAnnotations { ReadOnlyHint = false, DestructiveHint = true, IdempotentHint = false, OpenWorldHint = true },
    };

    public TaskSupport Tasks => TaskSupport.Optional;

    public void Dispose() => this.oneAtATime.Dispose();

    public async ValueTask<CallToolResult> CallAsync(ServedCall call, CancellationToken cancellationToken)
    {
        if (TextOf(call, "prompt") is not { } prompt || string.IsNullOrWhiteSpace(prompt))
        {
            return CodingTaskReport.Error("The prompt is missing: say what is to be done.");
        }

        await this.oneAtATime.WaitAsync(cancellationToken);
        try
        {
            return await this.RunAsync(call, prompt, cancellationToken);
        }
        catch (Exception exception) when (exception is ModelNotConfiguredException or ConfigurationException or SessionNotFoundException or JournalException)
        {
            return CodingTaskReport.Error(exception.Message);
        }
        finally
        {
            this.oneAtATime.Release();
        }
    }

    private async Task<CallToolResult> RunAsync(ServedCall call, string prompt, CancellationToken cancellationToken)
    {
        var ask = new ClientPrompt(call) { OffersGrants = true };
        var request = new SessionRequest { WorkingDirectory = workspace, Prompt = ask, ModelAlias = model };
        await using var agent = TextOf(call, "session") is { } id
            ? await composition.OpenSessionAsync(new SessionId(id), request, cancellationToken)
            : await composition.CreateSessionAsync(request, cancellationToken);
        if (agent.Session.State.WorkingDirectory != workspace)
        {
            return CodingTaskReport.Error("That session belongs to another workspace.");
        }

        await using var account = new TurnAccount(call, changes);
        TurnOutcome outcome;
        using (agent.Session.Subscribe(account.Receive))
        {
            outcome = await agent.RunTurnAsync([new ContentPart.Text(prompt)], cancellationToken);
        }

        await account.DisposeAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return CodingTaskReport.Of(agent.Session.Id, outcome, account, ask.NotAsked);
    }

    private static string? TextOf(ServedCall call, string name) =>
        call.Arguments.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
