using EditorAgent.Core.Processes;
using EditorAgent.Host.AgentClientProtocol.Sessions;
using EditorAgent.Mcp.Authorization;
using EditorAgent.Mcp.Contract;
using Microsoft.Extensions.Logging;

namespace EditorAgent.Host.AgentClientProtocol.Servers;

/// <summary>Sends the user to a login: by the client where it opens addresses, else by the system's browser. The client names who asks.</summary>
internal sealed class LoginOpener(ClientLink link, ILogger logger)
{
    public async Task<bool> OpenAsync(LoginAddress login, CancellationToken cancellationToken)
    {
        if (!link.Client.ShowsAddresses)
        {
            var path = new TrustedPath(Environment.GetEnvironmentVariable("PATH"), []);
            return await new SystemBrowser(path, Environment.GetEnvironmentVariables(), TimeProvider.System).OpenAsync(login.Address, cancellationToken);
        }

        var question = new ElicitationQuestion(login.Server, $"log in at {login.Host}", null, login.Address, null);
        return (await new AcpFormClient(link, logger).AskAsync(question, cancellationToken)).Action == ElicitationAction.Accept;
    }
}
