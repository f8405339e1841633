using EditorAgent.Core.Permissions;
using EditorAgent.Core.Trust;
using EditorAgent.Core.Workspaces;
using EditorAgent.Host.Composition;

namespace EditorAgent.Host.CommandLine;

/// <summary><c>permissions list</c> and <c>permissions revoke</c>: what is allowed in a workspace without asking, and taking it back.</summary>
internal static class PermissionsStored
{
    public static async Task<int> ListAsync(VerbContext context, string? given, CancellationToken cancellationToken)
    {
        var root = RealRootOf(given);
        var composition = new AgentComposition(context.Home, context.Environment, TimeProvider.System, LogFile.In(context.Home));
        var configuration = composition.ConfigurationFor(root);
        await using var output = new StreamWriter(context.Stdout, leaveOpen: true);
        await output.WriteLineAsync($"Workspace {Shown(root)}");
        await output.WriteLineAsync();
        await WriteGrantsAsync(output, StoreOf(context, root), root, cancellationToken);
        await output.WriteLineAsync();
        await output.WriteLineAsync("Rules in force (deny beats ask beats allow):");
        foreach (var rule in configuration.PermissionRules)
        {
            var reason = string.IsNullOrWhiteSpace(rule.Reason) ? "" : $"  {Shown(rule.Reason)}";
            await output.WriteLineAsync($"  {rule.Decision,-5}  {Shown(rule.Pattern)}  ({Shown(rule.Origin.ToString())}){reason}");
        }

        if (configuration.PermissionRules.IsEmpty)
        {
            await output.WriteLineAsync("  none");
        }

        return (int)ExitCode.Success;
    }

    public static async Task<int> RevokeAsync(VerbContext context, string id, string? given, CancellationToken cancellationToken)
    {
        var revoked = await StoreOf(context, RealRootOf(given)).RevokeAsync(id, cancellationToken)
            ?? throw new UserFacingException(ExitCode.Usage, $"There is no stored permission {id} in this workspace; nothing was changed. See: editor-agent permissions list");
        await using var output = new StreamWriter(context.Stdout, leaveOpen: true);
        await output.WriteLineAsync($"Revoked {Shown(revoked.Grant.Pattern)}. It is asked again from now on, in running sessions too.");
        return (int)ExitCode.Success;
    }

    private static async Task WriteGrantsAsync(StreamWriter output, GrantStore store, string root, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync("Allowed for good:");
        var grants = store.Read();
        if (grants.IsEmpty)
        {
            await output.WriteLineAsync("  none");
            return;
        }

        var now = grants.Any(grant => grant.Files is not null) ? await ExecutionFingerprint.TakeAsync(root, cancellationToken) : null;
        foreach (var grant in grants)
        {
            var lapsed = grant.Files is { } files && files.Hash != now!.Hash ? "  (asks again: project files have changed since)" : "";
            await output.WriteLineAsync($"  {grant.Id}  {grant.GrantedAt?.ToLocalTime():yyyy-MM-dd HH:mm}  {Shown(grant.Grant.Pattern)}{lapsed}");
        }
    }

    private static GrantStore StoreOf(VerbContext context, string realRoot) => new(context.Home.PermissionsDirectory, realRoot, TimeProvider.System);

    private static string RealRootOf(string? given)
    {
        var folder = Path.GetFullPath(given ?? Directory.GetCurrentDirectory());
        return Directory.Exists(folder)
            ? new Workspace(folder, [], []).RealRoot
            : throw new UserFacingException(ExitCode.Workspace, $"There is no folder {folder}. Nothing was changed; name an existing one with --cwd.");
    }

    private static string Shown(string text) => CanonicalText.Line(text).Text;
}
