using EditorAgent.Core.Configuration.Mcp;

namespace EditorAgent.Host.CommandLine.McpConfig;

/// <summary>What a person should think of before they approve a server; it decides nothing.</summary>
internal static class ServerWarnings
{
    private static readonly string[] Shells = ["sh", "bash", "zsh", "dash", "fish", "cmd", "cmd.exe", "powershell", "pwsh", "sudo", "doas", "env", "curl", "wget", "rm"];
    private static readonly string[] Fetchers = ["npx", "uvx", "bunx", "pnpx", "dnx"];

    public static IEnumerable<string> For(McpServerDeclaration server)
    {
        var program = Path.GetFileName(server.Command ?? "");
        if (Shells.Contains(program, StringComparer.OrdinalIgnoreCase))
        {
            yield return $"{program} runs whatever its arguments say: read them as a program.";
        }

        if (Fetchers.Contains(program, StringComparer.OrdinalIgnoreCase) && !server.Args.Any(IsPinned))
        {
            yield return $"{program} fetches whatever version is newest at each start; name one (package@1.2.3) to run what you looked at.";
        }

        if (server.Url is { Scheme: "http" } url && !url.IsLoopback)
        {
            yield return "The address is not encrypted: everyone on the way can read and change what is said.";
        }
    }

    private static bool IsPinned(string argument) => argument.LastIndexOf('@') is > 0 and var at && at + 1 < argument.Length && char.IsAsciiDigit(argument[at + 1]);
}
