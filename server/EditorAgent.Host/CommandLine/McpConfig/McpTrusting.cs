using System.Collections.Immutable;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Trust;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Settings;
using EditorAgent.Mcp.Trust;

namespace EditorAgent.Host.CommandLine.McpConfig;

/// <summary><c>mcp-config trust</c>: what is approved is what was printed, by its hash.</summary>
internal static class McpTrusting
{
    public static async Task<int> RunAsync(VerbContext context, McpDesk desk, Request request, CancellationToken cancellationToken)
    {
        await using var output = new StreamWriter(context.Stdout, leaveOpen: true);
        var server = desk.Find(request.Name);
        if (request.Revokes)
        {
            await desk.Approvals.RevokeAsync(desk.Root, server.Name, cancellationToken);
            await output.WriteLineAsync($"{server.Name} is no longer approved{(server.Scope == McpServerScope.User ? "; it is your own, so it starts all the same, and its tools' hints are not believed" : "")}.");
            return (int)ExitCode.Success;
        }

        var inspected = await desk.Inspection.InspectAsync(server, cancellationToken);
        if (inspected.Identity is not { } identity || server.Scope == McpServerScope.ListedOnly)
        {
            throw new UserFacingException(ExitCode.Failed, inspected.Status.Problems is [var problem, ..] ? problem : $"{server.Name} cannot be approved.");
        }

        var isNew = await TrustServerAsync(output, desk, request, inspected, identity, cancellationToken);
        var changed = await TrustToolsAsync(output, desk, request, inspected, identity, cancellationToken);
        if (!isNew && changed == 0)
        {
            await output.WriteLineAsync(server.Scope == McpServerScope.User ? $"{server.Name} is your own: it needs no approval." : $"{server.Name} is approved as it is.");
        }

        await output.FlushAsync(cancellationToken);
        await McpEditing.AskInputsAsync(desk, server, cancellationToken);
        if (server.Scope == McpServerScope.Workspace && await desk.Trust.CheckAsync(cancellationToken) is not TrustCheck.Trusted)
        {
            await output.WriteLineAsync("It starts only when the folder itself is trusted too: editor-agent trust grant");
        }

        return (int)ExitCode.Success;
    }

    private static async Task<bool> TrustServerAsync(StreamWriter output, McpDesk desk, Request request, InspectedServer inspected, ServerIdentity identity, CancellationToken cancellationToken)
    {
        var server = inspected.Declaration;
        var missing = desk.Approvals.Missing(desk.Root, server, identity);
        var isBelieved = desk.Approvals.BelievesHints(desk.Root, server, identity);
        if (missing.IsEmpty && (isBelieved || !request.BelievesHints))
        {
            return false;
        }

        await output.WriteLineAsync(McpListing.IsChange(missing) ? $"? {server.Name} ({server.Source}) changed since you approved it:" : $"? {server.Name} ({server.Source}) would be started like this:");
        foreach (var line in missing.IsEmpty ? identity.Lines : missing)
        {
            await output.WriteLineAsync($"    {line}");
        }

        foreach (var warning in ServerWarnings.For(server))
        {
            await output.WriteLineAsync($"  ! {warning}");
        }

        if (request.BelievesHints)
        {
            await output.WriteLineAsync("  ! Its tools' own hints will be believed: what it calls read-only may run without asking.");
        }

        await output.FlushAsync(cancellationToken);
        Require(request, "Approve it?", $"{server.Name} stays unapproved");
        await StoreAsync(() => request.BelievesHints
            ? desk.Approvals.BelieveHintsAsync(desk.Root, server, identity, cancellationToken)
            : desk.Approvals.ApproveAsync(desk.Root, server, identity, cancellationToken));
        await output.WriteLineAsync($"{server.Name} is approved until it changes.");
        return true;
    }

    /// <summary>Of the tools as they were the last time it was reached.</summary>
    private static async Task<int> TrustToolsAsync(StreamWriter output, McpDesk desk, Request request, InspectedServer inspected, ServerIdentity identity, CancellationToken cancellationToken)
    {
        ImmutableDictionary<string, ToolChange> changes;
        try
        {
            changes = await desk.Pins.CompareAsync(identity, inspected.RememberedTools, cancellationToken);
        }
        catch (IOException unwritable)
        {
            throw new UserFacingException(ExitCode.Failed, unwritable.Message);
        }

        foreach (var tool in inspected.RememberedTools.Where(tool => changes.ContainsKey(tool.Name)))
        {
            await output.WriteLineAsync($"? Its tool {McpListing.Shown(tool.Name)} is not what it was:");
            foreach (var line in changes[tool.Name].Lines)
            {
                await output.WriteLineAsync($"    {line}");
            }

            await output.FlushAsync(cancellationToken);
            Require(request, "Accept the new definition?", $"The tool {McpListing.Shown(tool.Name)} keeps its old definition and asks before it runs");
            await StoreAsync(() => desk.Pins.ApproveAsync(identity, tool, cancellationToken));
            await output.WriteLineAsync($"The tool {McpListing.Shown(tool.Name)} is accepted as it is now.");
        }

        return changes.Count;
    }

    private static void Require(Request request, string question, string otherwise)
    {
        if (!request.IsAgreed && !Terminal.Agrees(question))
        {
            throw new UserFacingException(ExitCode.Denied, $"{otherwise}; nothing was changed. Answer y at a terminal, or pass --yes.");
        }
    }

    private static async Task StoreAsync(Func<Task> store)
    {
        try
        {
            await store();
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            throw new UserFacingException(ExitCode.Failed, $"The approval could not be written down: {unwritable.Message}");
        }
    }

    internal sealed record Request(string Name, bool IsAgreed, bool BelievesHints, bool Revokes);
}
