using System.Collections.Immutable;
using EditorAgent.Host.CommandLine.Completion;
using EditorAgent.Host.CommandLine.Import;
using EditorAgent.Host.CommandLine.McpConfig;

namespace EditorAgent.Host.CommandLine;

/// <summary>Every verb.</summary>
internal static class Verbs
{
    public static ImmutableArray<Verb> All { get; } =
    [
        new("demo", "Watch it fix a real bug in a small C# solution; needs no key", DemoVerb.Build) { Details = "The whole loop: read, change, add tests, run them. Works in a copy." },
        new("run", "Give the agent one job in a folder, without an editor", RunVerb.Build, AsksModel: true),
        new("sidecar", "Serve an editor over the Agent Client Protocol on stdio", AcpVerb.BuildSidecar),
        new("acp", "The same for Zed, JetBrains, Neovim, Emacs and other clients", AcpVerb.BuildAcp),
        new(LoginVerb.Word, "Choose a model, give its key, and have it tried", LoginVerb.Build),
        new("lsp", "Serve an editor that knows only the Language Server Protocol", LspVerb.Build) { Details = "Code actions and lenses, on stdio." },
        new("mcp", "Serve tools and coding tasks to other agents over MCP", McpVerb.Build) { Details = "This workspace's, over the Model Context Protocol." },
        new("sessions", "List, search, show, export, undo sessions", SessionsVerb.Build),
        new("usage", "Tokens and cost by session, turn and model", UsageVerb.Build),
        new("permissions", "Explain what would happen to a call and which rule decides", PermissionsVerb.Build),
        new("trust", "Say whether code of a workspace may run, and change it", TrustVerb.Build),
        new("gateway", "Serve OpenAI's Responses API with MCP servers, on loopback", GatewayVerb.Build) { Details = "Stands in front of a chat-completions model." },
        new("mcp-config", "Manage MCP servers: add, trust, test, log in, see every call", McpConfigVerb.Build),
        new("import", "Take over the set-up of Kimi Code, Claude Code, Cursor ...", ImportVerb.Build) { Details = "Of Kimi Code, Claude Code, VS Code, Cursor or Codex: rules, models, skills, commands, MCP servers." },
        new("verify-endpoint", "Tell whether a model's endpoint is fit for an agent", VerifyEndpointVerb.Build) { Details = "Sends it some thirty requests." },
        new("doctor", "Say what is configured, from where, and what is missing", DoctorVerb.Build),
        new("completion", "Print completion for a shell: bash, zsh or fish", CompletionVerb.Build),
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
