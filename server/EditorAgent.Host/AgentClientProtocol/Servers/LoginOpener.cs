using EditorAgent.Host.AgentClientProtocol.Sessions;
using EditorAgent.Mcp.Authorization;
using EditorAgent.Mcp.Contract;
using Microsoft.Extensions.Logging;

namespace EditorAgent.Host.AgentClientProtocol.Servers;

/// <summary>Sends the user to a login by the client, which asks first and names the host.</summary>
internal sealed class LoginOpener(ClientLink link, ILogger logger)
{
    public async Task<bool> OpenAsync(LoginAddress login, CancellationToken cancellationToken)
    {
        var question = new ElicitationQuestion(login.Server, $"log in at {login.Host}", null, login.Address, null);
        return (await new AcpFormClient(link, logger).AskAsync(question, cancellationToken)).Action == ElicitationAction.Accept;
    }
}
