using System.CommandLine;
using EditorAgent.Host.AgentClientProtocol;

namespace EditorAgent.Host.CommandLine;

/// <summary><c>sidecar</c> and <c>acp</c>: serve an editor until it closes stdin or goes away.</summary>
internal static class AcpVerb
{
    public static Command BuildSidecar(VerbContext context) => Build("sidecar", "Serve an editor over the Agent Client Protocol on stdio", context);

    public static Command BuildAcp(VerbContext context) => Build("acp", "The same for Zed, JetBrains, Neovim, Emacs and other ACP clients", context);

    private static Command Build(string name, string description, VerbContext context)
    {
        var command = new Command(name, description);
        command.SetAction(async (_, cancellationToken) => (int)await AcpDoor.RunAsync(context, cancellationToken));
        return command;
    }
}
