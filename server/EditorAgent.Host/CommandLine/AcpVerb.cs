using System.CommandLine;

namespace EditorAgent.Host.CommandLine;

/// <summary><c>sidecar</c> and <c>acp</c>: serve an editor until it closes stdin or goes away.</summary>
internal static class AcpVerb
{
    public static Command Build(string name, VerbContext context)
    {
        var command = new Command(name);
        command.SetAction(async (_, cancellationToken) => (int)await AgentClientProtocol.AcpDoor.RunAsync(context, cancellationToken));
        return command;
    }
}
