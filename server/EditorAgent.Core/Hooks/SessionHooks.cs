using System.Collections.Immutable;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Trust;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Hooks;

/// <summary>
/// A session's hooks: the user's own programs, and the workspace's kept in, that are told what happens and may deny it or have the user asked.
/// No hook allows anything or changes a call. Those that concern one event run side by side, the same program once; they end with the turn. A
/// hook that fails says nothing, of which the user is told once; where it is required, its silence denies. Costs nothing where there are none.
/// </summary>
public sealed class SessionHooks
{
    private readonly ImmutableArray<Hook> user;
    private readonly WorkspaceHooks ofWorkspace;
    private readonly HookProcess process;
    private readonly string sessionId;
    private readonly string workspaceRoot;
    private readonly Action<string, string> tell;
    private readonly HashSet<string> told = new(StringComparer.Ordinal);
    private readonly HashSet<string> said = new(StringComparer.Ordinal);
    private readonly int userEvents;
    private int events;

    /// <param name="entries">The user's, as written.</param>
    /// <param name="sessionId">Named to the hooks.</param>
    /// <param name="workspace">Where they run.</param>
    /// <param name="trust">Whether the workspace's own may run.</param>
    /// <param name="sandbox">What keeps those in.</param>
    /// <param name="time">Measures their time.</param>
    /// <param name="tell">Takes a title and a line for the user.</param>
    /// <exception cref="ConfigurationException">An entry makes no sense.</exception>
    public SessionHooks(
        ImmutableArray<HookEntry> entries, string sessionId, Workspace workspace, WorkspaceTrust trust, Sandbox? sandbox, TimeProvider time, Action<string, string> tell)
    {
        this.user = Hook.ParseAll(entries);
        this.userEvents = this.user.Aggregate(0, (mask, hook) => mask | BitOf(hook.Event));
        this.ofWorkspace = new WorkspaceHooks(workspace, trust, sandbox);
        this.process = new HookProcess(workspace.RealRoot, new Lazy<TrustedPath>(() => new TrustedPath(Environment.GetEnvironmentVariable("PATH"), workspace.Roots)), time);
        this.sessionId = sessionId;
        this.workspaceRoot = workspace.RealRoot;
        this.tell = tell;
        this.Look();
    }

    /// <summary>The turn that runs, for what hooks are told. With another one, what they say is news again.</summary>
    public string? Turn
    {
        get;
        set
        {
            field = value;
            this.Forget();
        }
    }

    /// <summary>The model no longer sees what hooks have said in this turn.</summary>
    public void Forget()
    {
        lock (this.said)
        {
            this.said.Clear();
        }
    }

    /// <summary>True once a turn for the same words.</summary>
    public bool IsNews(string words)
    {
        lock (this.said)
        {
            return this.said.Add(words);
        }
    }

    /// <summary>Looks whether the workspace has hooks by now; to be called when a turn begins.</summary>
    public void Look() => this.events = this.userEvents | (this.ofWorkspace.Exist ? BitOf(HookEvent.BeforeTool) | BitOf(HookEvent.Prompt) : 0);

    /// <summary>Whether anybody wants to know of such events.</summary>
    public bool Has(HookEvent happened) => (this.events & BitOf(happened)) != 0;

    /// <summary>Tells all hooks that the occasion concerns and waits for them. Only cancellation is thrown.</summary>
    public async Task<HookVerdict> RunAsync(HookOccasion occasion, CancellationToken cancellationToken)
    {
        var shared = await this.ofWorkspace.ForAsync(occasion, cancellationToken);
        if (shared.Problem is { } problem)
        {
            this.TellOnce(problem, problem);
        }

        var meant = Programs(this.user.Where(hook => hook.IsFor(occasion)).Concat(shared.Hooks));
        if (meant.Count == 0 && shared.Otherwise == HookDecision.None)
        {
            return HookVerdict.Nothing;
        }

        var input = HookInput.Of(occasion, this.sessionId, this.workspaceRoot, this.Turn);
        var answers = await Task.WhenAll(meant.Select(hook => this.process.RunAsync(hook, input, hook.IsOfWorkspace ? this.ofWorkspace.Confine : null, cancellationToken)));
        var verdict = this.Merge(meant, answers);
        return verdict.Decision >= shared.Otherwise ? verdict : verdict with { Decision = shared.Otherwise, Reason = HookText.Reason(shared.Problem!) };
    }

    private static int BitOf(HookEvent happened) => 1 << (int)happened;

    /// <summary>Each program once; when one of two that are the same is required, it is.</summary>
    private static List<Hook> Programs(IEnumerable<Hook> meant)
    {
        var programs = new List<Hook>();
        foreach (var hook in meant)
        {
            var index = programs.FindIndex(hook.IsSameProgram);
            if (index < 0)
            {
                programs.Add(hook);
            }
            else if (hook.Entry.IsRequired)
            {
                programs[index] = hook;
            }
        }

        return programs;
    }

    private HookVerdict Merge(List<Hook> hooks, HookAnswer[] answers)
    {
        var verdict = HookVerdict.Nothing;
        for (var i = 0; i < hooks.Count; i++)
        {
            var (hook, answer) = (hooks[i], answers[i]);
            if (answer.Failure is { } failure)
            {
                this.TellOnce(hook.Place, $"{hook.Place}: {failure}. {(hook.Entry.IsRequired ? "It is required, so the call did not run." : "It was left out; what it watches is not watched.")}");
                answer = hook.Entry.IsRequired ? new HookAnswer(HookDecision.Deny, $"the required {hook.Place} failed: {failure}", null) : answer;
            }

            if (answer.Decision > verdict.Decision)
            {
                verdict = verdict with { Decision = answer.Decision, Reason = ReasonOf(hook, answer) };
            }

            if (answer.Message is { } message && !hook.IsOfWorkspace)
            {
                verdict = verdict with { Messages = verdict.Messages.Add(message) };
            }
        }

        return verdict;
    }

    private static string ReasonOf(Hook hook, HookAnswer answer) =>
        HookText.Reason(answer.Reason) is { Length: > 0 } reason ? reason : $"the {hook.Place} gives no reason";

    private void TellOnce(string what, string line)
    {
        lock (this.told)
        {
            if (!this.told.Add(what))
            {
                return;
            }
        }

        this.tell("About hooks", line);
    }
}
