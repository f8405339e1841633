using System.CommandLine;
using System.Diagnostics;
using EditorAgent.CodeIntelligence.LanguageServers.Servers;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Workspaces;
using EditorAgent.Host.CommandLine.Editors;
using EditorAgent.Host.Composition;
using EditorAgent.ModelProviders.Discovery;

namespace EditorAgent.Host.CommandLine;

/// <summary><c>doctor</c>: what is configured, from where, and what is missing; changes nothing.</summary>
internal static class DoctorVerb
{
    public static Command Build(VerbContext context)
    {
        var command = new Command("doctor");
        command.SetAction((_, cancellationToken) => RunAsync(context, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(VerbContext context, CancellationToken cancellationToken)
    {
        await using var output = new StreamWriter(context.Stdout, leaveOpen: true);
        await output.WriteLineAsync($"editor-agent {ProductVersion.Text} on .NET {Environment.Version}");
        await output.WriteLineAsync($"user folder    {context.Home.Directory}{(Directory.Exists(context.Home.Directory) ? "" : " (not there yet; made when first needed)")}");
        await output.WriteLineAsync($"config.toml    {(File.Exists(context.Home.ConfigurationFile) ? context.Home.ConfigurationFile : "none")}");

        var configuration = await ReadConfigurationAsync(output, context);
        if (configuration is not null)
        {
            await WriteConfiguredAsync(output, context, configuration, cancellationToken);
        }

        await WriteProgramsAsync(output);
        if (configuration is not null)
        {
            await WriteCodeAsync(output, context, configuration);
        }

        await WriteServersAsync(output, context);
        await WriteSandboxAsync(output, context, cancellationToken);
        await EditorLines.WriteAsync(output, context);
        if (configuration is { Models.IsEmpty: true })
        {
            await output.WriteLineAsync();
            FirstSteps.Write(output);
            await output.WriteLineAsync("The package's README.md shows what to write into config.toml for any endpoint.");
        }

        return (int)(configuration is { Models.IsEmpty: false } ? ExitCode.Success : ExitCode.Configuration);
    }

    /// <returns>Null where it makes no sense, which is told; all that does not depend on it still is.</returns>
    private static async Task<AgentConfiguration?> ReadConfigurationAsync(TextWriter output, VerbContext context)
    {
        try
        {
            return ConfigurationLoader.Load(context.Home, Directory.GetCurrentDirectory(), context.Environment);
        }
        catch (ConfigurationException broken)
        {
            await output.WriteLineAsync(Headless.TerminalText.Visible($"broken         {broken.Message}"));
            await output.WriteLineAsync("               No session starts until that is mended; what depends on it is left out here.");
            return null;
        }
    }

    private static async Task WriteConfiguredAsync(TextWriter output, VerbContext context, AgentConfiguration configuration, CancellationToken cancellationToken)
    {
        var policy = new PermissionPolicy(configuration.PermissionRules, PermissionMode.Ask);
        foreach (var warning in configuration.Warnings.Concat(policy.Warnings))
        {
            await output.WriteLineAsync($"warning        {warning}");
        }

        foreach (var (key, origin) in configuration.Origins.Where(entry => entry.Value.Layer != ConfigurationLayer.Default))
        {
            await output.WriteLineAsync($"set            {key} ({origin})");
        }

        await output.WriteLineAsync($"trust          {await TrustVerb.LineForAsync(context, Directory.GetCurrentDirectory(), cancellationToken)}");
        await output.WriteAsync(string.Concat(HookReport.Lines(configuration, Directory.GetCurrentDirectory()).Select(line => line + Environment.NewLine)));
        await WriteModelsAsync(output, configuration, cancellationToken);
    }

    private static async Task WriteModelsAsync(TextWriter output, AgentConfiguration configuration, CancellationToken cancellationToken)
    {
        foreach (var model in configuration.Models)
        {
            var mark = model.Alias == configuration.DefaultModel ? " (default)" : model.Alias == configuration.SecondaryModel ? " (titles and summaries)" : "";
            var fallback = model.Fallback.IsEmpty ? "" : $", then {string.Join(", ", model.Fallback)}";
            await output.WriteLineAsync($"model          {model.Alias}{mark}: {model.Model} at {model.Provider}, window {model.ContextWindow}{(model.TakesImages ? "" : ", no images")}{fallback}");
        }

        foreach (var server in await new EndpointDiscovery(TimeProvider.System).FindAsync(cancellationToken))
        {
            var use = server.Model is { } model ? $"offers {model}; use it with EDITORAGENT_BASE_URL={server.BaseUrl} EDITORAGENT_MODEL={model}" : "offers no model yet";
            await output.WriteLineAsync($"local server   {server.Name} at {server.BaseUrl} {use}");
        }

        if (configuration.Models.IsEmpty)
        {
            await output.WriteLineAsync("model          none configured: see the end");
        }
    }

    private static async Task WriteProgramsAsync(TextWriter output)
    {
        foreach (var (program, purpose) in new[] { ("bash", "the shell tool"), ("dotnet", "run_tests"), ("git", "version control") })
        {
            var path = FindProgram(program);
            await output.WriteLineAsync($"{program,-15}{path ?? $"not found: {purpose} will not work"}");
        }
    }

    private static async Task WriteCodeAsync(TextWriter output, VerbContext context, AgentConfiguration configuration)
    {
        if (!configuration.Code.IsEnabled)
        {
            await output.WriteLineAsync("code           switched off by code.enabled: no code tools, and edits report no diagnostics");
            return;
        }

        var code = new CodePlaces(context.Environment, [Directory.GetCurrentDirectory()]);
        await output.WriteLineAsync(code.FixSdk is { } sdk
            ? $"C# fixes       from {sdk}"
            : "C# fixes       none: no .NET SDK 10 or later was found; everything else of C# that does not need it works");
        var declared = LanguageServerDeclarations.From(configuration.LanguageServers);
        foreach (var problem in declared.Problems)
        {
            await output.WriteLineAsync($"warning        {problem}");
        }

        foreach (var server in declared.Servers)
        {
            var languages = string.Join(' ', server.Languages.Keys);
            await output.WriteLineAsync(code.Servers.Find(server.Command) is { } program
                ? $"{server.Name,-15}{program} for {languages}"
                : $"{server.Name,-15}not found, for {languages}. {server.Install}");
        }
    }

    private static async Task WriteServersAsync(TextWriter output, VerbContext context)
    {
        var declared = McpConfigurationReader.Load(context.Home, new Workspace(Directory.GetCurrentDirectory(), [], []));
        foreach (var problem in declared.Problems.Where(McpConfigurationReader.IsOurs))
        {
            await output.WriteLineAsync(Headless.TerminalText.Visible($"warning        {problem}"));
        }

        var names = declared.Servers.Where(server => server.Scope != McpServerScope.ListedOnly).Select(server => server.Name).ToList();
        await output.WriteLineAsync(names.Count == 0 ? "MCP servers    none" : $"MCP servers    {string.Join(", ", names)}: how each stands says editor-agent mcp-config list");
    }

    private static async Task WriteSandboxAsync(TextWriter output, VerbContext context, CancellationToken cancellationToken)
    {
        var sandbox = Sandbox.Of(SandboxPlaces.From(context.Environment, context.Home.Directory), TimeProvider.System);
        var workspace = new Workspace(Directory.GetCurrentDirectory(), [], []);
        var status = await sandbox.StatusAsync(workspace.RealRoots, cancellationToken);
        await output.WriteLineAsync(status.Reason is { } reason
            ? $"sandbox        none: {reason}; every command asks"
            : $"sandbox        {(status.Kind == SandboxKind.Bubblewrap ? "bubblewrap" : "sandbox-exec")}, tried out: workspace writable, the rest read-only, home hidden, network off");
    }

    private static string? FindProgram(string name)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var names = OperatingSystem.IsWindows() ? new[] { name + ".exe" } : [name];
        return folders.SelectMany(folder => names.Select(file => Path.Combine(folder, file))).FirstOrDefault(File.Exists);
    }
}
