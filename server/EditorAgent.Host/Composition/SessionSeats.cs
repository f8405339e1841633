using EditorAgent.BuiltInTools;
using EditorAgent.Core.Agent;
using EditorAgent.Core.Agent.Subagents;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Tools.Asking;
using Microsoft.Extensions.Logging;

namespace EditorAgent.Host.Composition;

/// <summary>What a session with a person and a model has beside its workspace: subagents, questions, plan mode, commands in the background.</summary>
internal sealed class SessionSeats
{
    public SessionSeats(
        Session session,
        SessionRequest request,
        AgentConfiguration configuration,
        Func<AgentSession> made,
        Func<SubagentSeat, AgentSession, SessionRequest, AgentConfiguration, AgentSession> make,
        TimeProvider time,
        ILogger logger)
    {
        this.Commands = new BackgroundCommands { IsWrittenBySession = new OwnWrites(() => session.State).Hold };
        var store = new SessionStore(Path.Combine(session.Directory, SubagentCrew.Folder), time, logger);
        this.Tools = new SessionTools
        {
            Commands = this.Commands,
            Subagents = new SubagentCrew(made, store, seat => make(seat, made(), request, configuration), configuration.Subagents),
            Questions = request.Questions ?? (request.Prompt.IsPerson ? new PromptedQuestions(request.Prompt) : null),
            PlanMode = new PlanMode(made),
        };
    }

    public BackgroundCommands Commands { get; }

    public SessionTools Tools { get; }
}
