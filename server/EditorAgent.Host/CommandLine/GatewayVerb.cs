using System.CommandLine;
using EditorAgent.Host.Gateway;

namespace EditorAgent.Host.CommandLine;

/// <summary><c>gateway</c>: OpenAI's Responses API on loopback, in front of a chat-completions model.</summary>
internal static class GatewayVerb
{
    public static Command Build(VerbContext context)
    {
        var listen = new Option<string?>("--listen") { Description = "Address on this machine; a free port of 127.0.0.1 if left out", HelpName = "address" };
        var upstream = new Option<string?>("--upstream") { Description = "Chat-completions endpoint, for example https://api.moonshot.ai/v1", HelpName = "url" };
        var provider = new Option<string?>("--provider") { Description = "Provider of config.toml instead; the default model's if left out", HelpName = "name" };
        var key = new Option<string?>("--key-env") { Description = "Variable with the key for --upstream; else clients send X-Upstream-Authorization", HelpName = "name" };
        var token = new Option<string?>("--token-file") { Description = "File with the token clients must send; made if it is not there", HelpName = "file" };
        var allow = new Option<bool>("--allow-private") { Description = "MCP servers may be in private networks" };
        var command = new Command("gateway") { listen, upstream, provider, key, token, allow };
        command.SetAction(async (parsed, cancellationToken) => (int)await GatewayDoor.RunAsync(
            context,
            new GatewaySettings(parsed.GetValue(listen), parsed.GetValue(upstream), parsed.GetValue(provider), parsed.GetValue(key), parsed.GetValue(token), parsed.GetValue(allow)),
            cancellationToken));
        return command;
    }
}
