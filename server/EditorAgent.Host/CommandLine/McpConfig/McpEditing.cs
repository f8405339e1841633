using System.Collections.Immutable;
using System.Text.Json.Nodes;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Secrets;
using EditorAgent.Core.Trust;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Settings;

namespace EditorAgent.Host.CommandLine.McpConfig;

/// <summary>The subcommands that change an mcp.json. What the user writes into the workspace's file here is their own word: it counts as approved.</summary>
internal static class McpEditing
{
    public static async Task<int> AddAsync(VerbContext context, McpDesk desk, string name, EntryOptions.Given given, CancellationToken cancellationToken)
    {
        var scope = given.IsForWorkspace ? McpServerScope.Workspace : McpServerScope.User;
        var entry = given.Over(null);
        if (!entry.ContainsKey("command") && !entry.ContainsKey("url"))
        {
            throw new UserFacingException(ExitCode.Usage, $"What is {name}? Give an address, or a command behind --: editor-agent mcp-config add {name} -- npx -y some-server. Nothing was changed.");
        }

        var added = await WriteAsync(desk, scope, async settings => await settings.AddAsync(scope, name, entry, [], cancellationToken), cancellationToken);
        return await SayAsync(context, desk, $"Added {added!.Name} to {desk.Settings.PathOf(scope)}.", added, cancellationToken);
    }

    public static async Task<int> EditAsync(VerbContext context, McpDesk desk, string name, EntryOptions.Given given, CancellationToken cancellationToken)
    {
        var scope = desk.ScopeOf(name);
        var change = given.Over(Run(() => desk.Settings.Entry(scope, name)));
        if (change.Count == 0)
        {
            throw new UserFacingException(ExitCode.Usage, "Nothing to change was given. Try: editor-agent mcp-config --help");
        }

        // Another command or address takes the place of the old one whole.
        if (change.ContainsKey("url"))
        {
            (change["command"], change["args"]) = (null, null);
        }
        else if (change.ContainsKey("command"))
        {
            change["url"] = null;
        }

        var edited = await WriteAsync(desk, scope, async settings => await settings.EditAsync(scope, name, change, cancellationToken), cancellationToken);
        return await SayAsync(context, desk, $"Changed {name} in {desk.Settings.PathOf(scope)}.", edited, cancellationToken);
    }

    public static async Task<int> RemoveAsync(VerbContext context, McpDesk desk, string name, CancellationToken cancellationToken)
    {
        var (scope, server) = (desk.ScopeOf(name), desk.TryFind(name));
        ImmutableArray<string> unused = [];
        await WriteAsync(
            desk,
            scope,
            async settings =>
            {
                unused = await settings.RemoveAsync(scope, name, cancellationToken);
                return null;
            },
            cancellationToken);
        var isLoggedOut = false;
        await KeepAsync(async () => isLoggedOut = await desk.ForgetAsync(scope, name, server, unused, cancellationToken));
        return await SayAsync(context, desk, $"Removed {name} from {desk.Settings.PathOf(scope)}.{(isLoggedOut ? " You are logged out." : "")}", null, cancellationToken);
    }

    public static async Task<int> EnableAsync(VerbContext context, McpDesk desk, string name, CancellationToken cancellationToken)
    {
        var scope = desk.ScopeOf(name);
        await WriteAsync(desk, scope, async settings => { await settings.EnableAsync(scope, name, cancellationToken); return null; }, cancellationToken);
        return await SayAsync(context, desk, $"{name} is on.", null, cancellationToken);
    }

    public static async Task<int> DisableAsync(VerbContext context, McpDesk desk, string name, CancellationToken cancellationToken)
    {
        var scope = desk.ScopeOf(name);
        await WriteAsync(desk, scope, async settings => { await settings.DisableAsync(scope, name, cancellationToken); return null; }, cancellationToken);
        return await SayAsync(context, desk, $"{name} is off; its entry stays. Switch it on with: editor-agent mcp-config enable {name}", null, cancellationToken);
    }

    public static async Task<int> GiveInputAsync(VerbContext context, McpDesk desk, string name, string id, CancellationToken cancellationToken)
    {
        var server = desk.Find(name);
        var input = server.Inputs.FirstOrDefault(known => known.Id == id)
            ?? throw new UserFacingException(ExitCode.Usage, $"{name} has no input {id}; nothing was changed.{(server.Inputs.IsEmpty ? "" : $" It has: {string.Join(", ", server.Inputs.Select(known => known.Id))}")}");
        var value = Terminal.ReadValue(McpListing.Shown(input.Description), input.IsSecret)
            ?? throw new UserFacingException(ExitCode.Usage, "No value was given; nothing was changed. Type it, or pipe it in.");
        await KeepAsync(() => desk.Inputs.WriteAsync(server, id, value, cancellationToken));
        return await SayAsync(context, desk, $"The value of {id} is kept with your secrets.", null, cancellationToken);
    }

    /// <summary>Asks for what was never given, once; without a terminal it is left open.</summary>
    public static async Task AskInputsAsync(McpDesk desk, McpServerDeclaration server, CancellationToken cancellationToken)
    {
        foreach (var input in Terminal.IsThere ? await desk.Inputs.MissingAsync(server, cancellationToken) : [])
        {
            if (Terminal.ReadValue(McpListing.Shown(input.Description), input.IsSecret) is { } value)
            {
                await KeepAsync(() => desk.Inputs.WriteAsync(server, input.Id, value, cancellationToken));
            }
        }
    }

    /// <summary>Trust of the workspace goes along with the user's own change of its file, and the server counts as approved.</summary>
    public static async Task<McpServerDeclaration?> WriteAsync(McpDesk desk, McpServerScope scope, Func<McpSettings, Task<McpServerDeclaration?>> change, CancellationToken cancellationToken)
    {
        var trusted = scope == McpServerScope.Workspace ? await desk.Trust.CheckAsync(cancellationToken) as TrustCheck.Trusted : null;
        McpServerDeclaration? server;
        try
        {
            server = await change(desk.Settings);
        }
        catch (McpSettingsException refused)
        {
            throw new UserFacingException(ExitCode.Configuration, refused.Message);
        }

        if (scope != McpServerScope.Workspace)
        {
            return server;
        }

        if (trusted is not null)
        {
            await CarryTrustAsync(desk, trusted, cancellationToken);
        }

        if (server is not null && (await desk.Inspection.InspectAsync(server, cancellationToken)).Identity is { } identity)
        {
            await KeepAsync(() => desk.Approvals.ApproveAsync(desk.Root, server, identity, cancellationToken));
        }

        return server;
    }

    /// <summary>Only what the user has just written may differ from what they trusted.</summary>
    private static async Task CarryTrustAsync(McpDesk desk, TrustCheck.Trusted before, CancellationToken cancellationToken)
    {
        var now = await ExecutionFingerprint.TakeAsync(desk.Root, cancellationToken);
        var difference = now.Compare(before.Workspace.Fingerprint);
        if (now.Gap is null && difference.Changed.Concat(difference.Added).Concat(difference.Removed).All(file => file == ".editoragent/mcp.json"))
        {
            await desk.Trust.Store.GrantAsync(desk.Root, now, cancellationToken);
        }
    }

    public static async Task KeepAsync(Func<Task> keep)
    {
        try
        {
            await keep();
        }
        catch (Exception failed) when (failed is SecretStoreException or ServerException or IOException)
        {
            throw new UserFacingException(ExitCode.Failed, failed.Message);
        }
    }

    private static JsonObject? Run(Func<JsonObject?> read)
    {
        try
        {
            return read();
        }
        catch (McpSettingsException refused)
        {
            throw new UserFacingException(ExitCode.Configuration, refused.Message);
        }
    }

    private static async Task<int> SayAsync(VerbContext context, McpDesk desk, string line, McpServerDeclaration? server, CancellationToken cancellationToken)
    {
        await using var output = new StreamWriter(context.Stdout, leaveOpen: true);
        await output.WriteLineAsync(McpListing.Shown(line));
        if (server is null)
        {
            return (int)ExitCode.Success;
        }

        await output.FlushAsync(cancellationToken);
        await AskInputsAsync(desk, server, cancellationToken);
        foreach (var input in await desk.Inputs.MissingAsync(server, cancellationToken))
        {
            await output.WriteLineAsync($"It needs {McpListing.Shown(input.Id)}, which is kept with your secrets and never in the file. Give it with: editor-agent mcp-config edit {server.Name} --input {input.Id}");
        }

        foreach (var secret in server.Scope == McpServerScope.User ? desk.Settings.SecretsIn(server.Scope, server.Name) : [])
        {
            await output.WriteLineAsync($"note  {McpListing.Shown(secret)} looks like a secret and stands in the file now; with ${{input:ID}} in its place you are asked for it once, and it is kept with your secrets.");
        }

        await output.WriteLineAsync($"Try it with: editor-agent mcp-config test {server.Name}");
        return (int)ExitCode.Success;
    }
}
