using System.Text.Json;
using EditorAgent.Host.Composition;
using EditorAgent.Protocol;
using EditorAgent.Protocol.Extensions;
using EditorAgent.Protocol.Lifecycle;

namespace EditorAgent.Host.AgentClientProtocol.Requests;

/// <summary><c>initialize</c>: one version is spoken here, whatever the client asks for; it leaves if that does not suit it.</summary>
internal static class InitializeRequest
{
    public const string AuthMethodId = "configuration";

    public const string TerminalMethodId = "login";

    public static InitializeResult Answer(ClientProfile client) => new()
    {
        ProtocolVersion = AcpVersion.Current,
        AgentInfo = new Implementation { Name = "editor-agent", Title = "EditorAgent", Version = ProductVersion.Text },
        AgentCapabilities = new AgentCapabilities
        {
            LoadSession = true,
            PromptCapabilities = new PromptCapabilities { Image = true, EmbeddedContext = true },
            McpCapabilities = new McpCapabilities { Http = true, Sse = true },
            SessionCapabilities = new SessionCapabilities
            {
                List = new EmptyCapability(),
                Delete = new EmptyCapability(),
                AdditionalDirectories = new EmptyCapability(),
                Resume = new EmptyCapability(),
                Close = new EmptyCapability(),
            },
            Auth = new AgentAuthCapabilities { Logout = new EmptyCapability() },
            Meta = JsonSerializer.SerializeToElement(
                new AgentCapabilitiesMeta { Editoragent = new EditorAgentCapabilities { Approvals = 1, CodeAction = 1, CodeTools = 1, ExplainPermission = 1, History = 1, Keys = 1, Mcp = 1, Mentions = 1, Restricted = 1, Review = 1, Steer = 1, Subagents = 1, ToolDetails = 1, Trust = 1, UndoTurn = 1 } },
                AcpJsonContext.Default.AgentCapabilitiesMeta),
        },
        AuthMethods = client.RunsLogins ? [Configured, Login] : [Configured],
    };

    private static AuthMethod Configured => new AuthMethod.Agent
    {
        Id = AuthMethodId,
        Name = "Use the configured model",
        Description = "Checks that a model is configured: MOONSHOT_API_KEY in the agent's environment, or config.toml in the user's folder.",
    };

    /// <summary>The client runs the command that it starts the agent with, and this word behind it, in a terminal, and then connects again.</summary>
    private static AuthMethod Login => new AuthMethod.Terminal
    {
        Id = TerminalMethodId,
        Name = "Choose a model and give its key",
        Description = "Asks in a terminal, tries the key, and keeps it in the user's folder.",
        Args = ["login"],
    };
}
