using EditorAgent.Core.Agent;
using EditorAgent.Core.Agent.CodeActions;
using EditorAgent.Core.Models;
using EditorAgent.Core.Sessions;
using EditorAgent.LanguageServer.Transport;
using Microsoft.Extensions.Logging;
using Newtonsoft.Json.Linq;

namespace EditorAgent.LanguageServer.Turns;

/// <summary>
/// Runs code actions for an editor without a conversation: one turn at a time, in one session of the workspace that lives as long as the
/// connection. Its questions and its end come as messages.
/// </summary>
internal sealed partial class WorkspaceTurns(EditorLink link, OpenWorkspaceSession open, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private const int Error = 1;
    private const int Warning = 2;
    private const int Information = 3;

    /// <summary>Longer answers are in the editor's log, whole.</summary>
    private const int LongestMessage = 600;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly CancellationTokenSource life = new();
    private AgentSession? session;
    private RunningAction? running;

    /// <summary>Returns at once; the turn goes on by itself until it ends or the connection does.</summary>
    public void Start(CodeActionRequest request)
    {
        lock (this.gate)
        {
            if (this.running is { } busy)
            {
                link.ShowMessage(Warning, $"EditorAgent is still at work ({busy.What}). Wait for it or cancel it, then ask again.");
                return;
            }

            var begun = new RunningAction(CodeActionName.TitleOf(request.Kind), new TurnProgress(link), CancellationTokenSource.CreateLinkedTokenSource(this.life.Token));
            this.running = begun;
            begun.Work = Task.Run(() => this.RunAsync(request, begun), CancellationToken.None);
        }
    }

    /// <summary>The user has cancelled what was shown under this token.</summary>
    public void Cancel(JToken? token)
    {
        lock (this.gate)
        {
            if (this.running is { } begun && begun.Progress.Is(token))
            {
                _ = begun.Stop.CancelAsync();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        this.session?.Leave();
        await this.life.CancelAsync();
        if (this.running?.Work is { } work)
        {
            await Task.WhenAny(work, Task.Delay(Grace, time, CancellationToken.None));
        }

        if (this.session is { } opened)
        {
            await opened.DisposeAsync();
        }

        this.life.Dispose();
    }

    private async Task RunAsync(CodeActionRequest request, RunningAction begun)
    {
        var (type, line) = (Error, "");
        try
        {
            (type, line) = await this.RunTurnAsync(request, begun);
        }
        catch (OperationCanceledException)
        {
            (type, line) = (Information, "Stopped.");
        }
        catch (Exception expected) when (expected is CodeActionException or SessionUnavailableException or JournalException)
        {
            line = expected.Message;
        }
        catch (Exception bug)
        {
            var id = Guid.NewGuid().ToString("N")[..8];
            this.LogBug(bug, id);
            line = $"Something went wrong inside EditorAgent (fault {id}); what was changed so far stays. The log has the details.";
        }
        finally
        {
            lock (this.gate)
            {
                this.running = null;
            }

            begun.Stop.Dispose();
        }

        try
        {
            begun.Progress.End(line.Split('\n')[0]);
            link.ShowMessage(type, $"EditorAgent: {line}");
        }
        catch (Exception gone) when (gone is EditorGoneException or ObjectDisposedException or InvalidOperationException)
        {
            // The journal has it.
        }
    }

    private async Task<(int Type, string Line)> RunTurnAsync(CodeActionRequest request, RunningAction begun)
    {
        var token = begun.Stop.Token;
        var agent = this.session ??= await open(this.FolderFor(request.Path), new EditorPrompt(link), token);
        var prompt = await agent.CodeActions.ComposeAsync(request, token);
        await begun.Progress.BeginAsync(prompt.Said, token);
        using var watch = agent.Session.Subscribe(begun.Progress.Report);
        var outcome = await agent.RunTurnAsync(prompt.Content, token);
        return this.Told(prompt.Said, outcome, agent.Session.State);
    }

    private (int Type, string Line) Told(string said, TurnOutcome outcome, SessionState state)
    {
        if (outcome.Reason != StopReason.EndTurn)
        {
            return outcome.Reason switch
            {
                StopReason.Cancelled => (Information, $"{said}. Stopped; what was changed so far stays."),
                StopReason.MaxTokens or StopReason.MaxTurnRequests or StopReason.BudgetReached => (Warning, $"{said}. Stopped at its limit of steps or tokens; what was changed so far stays."),
                _ => (Error, $"{said}. {outcome.Error ?? "The turn failed."}"),
            };
        }

        var answer = state.Conversation.OfType<Message.Assistant>().LastOrDefault() is { } last
            ? string.Concat(last.Parts.OfType<AssistantPart.Text>().Select(part => part.Value)).Trim()
            : "";
        if (answer.Length > LongestMessage)
        {
            link.Tell(LspMethods.LogMessage, new JObject { ["type"] = Information, ["message"] = $"EditorAgent, {said}\n{answer}" });
            answer = $"{answer[..LongestMessage]}... (whole in the log)";
        }

        return (Information, answer.Length > 0 ? answer : $"{said}. Done.");
    }

    /// <summary>The folder of the workspace that holds the file, else the first.</summary>
    private string FolderFor(string path)
    {
        var folders = link.Profile.Folders.Where(Directory.Exists).ToList();
        return folders.FirstOrDefault(folder => path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            ?? folders.FirstOrDefault()
            ?? throw new SessionUnavailableException("The editor has opened no folder. Open the folder of the project, then ask again.");
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "LSP: internal error {Id} in a turn")]
    private partial void LogBug(Exception exception, string id);

    private sealed class RunningAction(string what, TurnProgress progress, CancellationTokenSource stop)
    {
        public string What => what;

        public TurnProgress Progress => progress;

        public CancellationTokenSource Stop => stop;

        public Task? Work { get; set; }
    }
}
