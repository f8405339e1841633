using System.Collections.Immutable;
using EditorAgent.Host.CommandLine.Import;
using EditorAgent.Host.CommandLine.McpConfig;

namespace EditorAgent.Host.CommandLine;

/// <summary>Every verb.</summary>
internal static class Verbs
{
    public static ImmutableArray<Verb> All { get; } =
    [
        new("demo", "Show the whole loop: fix a real bug in a small C# solution, add tests, run them", DemoVerb.Build),
        new("run", "Give the agent one job in a folder, without an editor", RunVerb.Build, AsksModel: true),
        new("sidecar", "Serve an editor over the Agent Client Protocol on stdio", AcpVerb.BuildSidecar),
        new("acp", "The same for Zed, JetBrains, Neovim, Emacs and other ACP clients", AcpVerb.BuildAcp),
        new("lsp", "Serve an editor that knows only the Language Server Protocol: code actions and lenses, on stdio", LspVerb.Build),
        new("mcp", "Serve this workspace's tools and coding tasks to other agents over the Model Context Protocol", McpVerb.Build),
        new("sessions", "List, search, show, rename, archive, fork, export, delete sessions, or undo a turn's changes", SessionsVerb.Build),
        new("usage", "Tokens and cost by session, turn and model, at the prices in config.toml", UsageVerb.Build),
        new("permissions", "Explain what would happen to a call and which rule decides", PermissionsVerb.Build),
        new("trust", "Say whether code of a workspace may run, and change it", TrustVerb.Build),
        new("gateway", "Serve OpenAI's Responses API with MCP servers on this machine, in front of a chat-completions model", GatewayVerb.Build),
        new("mcp-config", "Manage MCP servers: list, add, trust, test, log in, import, and see every call", McpConfigVerb.Build),
        new("import", "Take over the set-up of Kimi Code, Claude Code, VS Code, Cursor or Codex: rules, models, skills, commands, MCP servers", ImportVerb.Build),
        new("verify-endpoint", "Tell whether a model's endpoint is one that an agent can work with; sends it some thirty requests", VerifyEndpointVerb.Build),
        new("doctor", "Say what is configured, where each value comes from, and what is missing", DoctorVerb.Build),
    ];

    public static Verb? Find(string name)
    {
        foreach (var verb in All)
        {
            if (verb.Name == name)
            {
                return verb;
            }
        }

        return null;
    }
}
