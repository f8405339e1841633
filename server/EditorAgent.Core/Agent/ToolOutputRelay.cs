using EditorAgent.Core.Models;
using EditorAgent.Core.Sessions;

namespace EditorAgent.Core.Agent;

/// <summary>Shows a running tool's output to the session's subscribers.</summary>
internal sealed class ToolOutputRelay(Session session, ToolCallId call) : IProgress<string>
{
    public void Report(string value) => session.Publish(new SessionEvent.ToolOutput(call, value));
}
