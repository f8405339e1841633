using System.Collections.Immutable;
using System.Text;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Mcp.Trust;

/// <summary>
/// Which servers the user agreed to start, each bound to the hash of all it is (<see cref="ServerIdentity"/>), kept outside every workspace.
/// What another process stores is seen at the next question. A record that cannot be used approves nothing, and says so. Safe from any thread.
/// </summary>
/// <param name="directory"><see cref="EditorAgentHome.McpDirectory"/>.</param>
/// <param name="time">The clock of approvals.</param>
public sealed class ServerApprovals(string directory, TimeProvider time)
{
    /// <summary>In place of a workspace's root: what the user said of their own servers holds everywhere.</summary>
    private const string Everywhere = "";

    private readonly PrivateFolder folder = new(Path.Combine(directory, "approvals"), time);
    private readonly Lock gate = new();
    private readonly Dictionary<string, Known> known = new(StringComparer.Ordinal);

    /// <returns>Empty when it is approved as it is; otherwise what a person has to read: all of it when it is new, a diff when it changed.</returns>
    public ImmutableArray<string> Missing(string realRoot, McpServerDeclaration server, ServerIdentity identity)
    {
        if (server.Scope == McpServerScope.User)
        {
            return [];
        }

        if (server.Scope == McpServerScope.ListedOnly)
        {
            return [$"{CanonicalText.Line(server.Source)} belongs to another program; its servers are listed, never started. Take it over with: editor-agent mcp-config import", .. identity.Lines];
        }

        try
        {
            if (this.Find(realRoot, server) is not { } approval)
            {
                return identity.Lines;
            }

            if (approval.Hash == identity.Hash)
            {
                return [];
            }

            var changes = TrustDifference.Between(approval.Facts, identity.Facts);
            return changes.IsEmpty ? identity.Lines : changes;
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return [$"The record of approvals in {this.folder.Path} cannot be used, so you are asked again: {unusable.Message.TrimEnd('.')}.", .. identity.Lines];
        }
    }

    /// <summary>The user has read what <see cref="Missing"/> gave and agreed. Whether they believe its tools' hints is theirs to say anew.</summary>
    /// <exception cref="IOException">It cannot be written down; nothing is approved.</exception>
    public Task ApproveAsync(string realRoot, McpServerDeclaration server, ServerIdentity identity, CancellationToken cancellationToken) =>
        server.Scope switch
        {
            McpServerScope.User => Task.CompletedTask,
            McpServerScope.ListedOnly => throw new InvalidOperationException("Servers in another program's file cannot be approved."),
            _ => this.PutAsync(realRoot, Approval(server, identity, believesHints: false), cancellationToken),
        };

    /// <exception cref="IOException">It cannot be written down; the approval stays.</exception>
    public async Task RevokeAsync(string realRoot, string server, CancellationToken cancellationToken)
    {
        if (!Path.Exists(this.folder.Path))
        {
            return;
        }

        using var held = await this.folder.LockAsync(cancellationToken);
        this.Change(realRoot, approvals => approvals.RemoveAll(approval => IsNamed(approval, server)));
        this.Change(Everywhere, approvals => approvals.RemoveAll(approval => IsNamed(approval, server)));
    }

    /// <summary>Whether the user believes the annotations of this server's tools.</summary>
    public bool BelievesHints(string realRoot, McpServerDeclaration server, ServerIdentity identity)
    {
        try
        {
            return this.Find(realRoot, server) is { BelievesHints: true } approval && approval.Hash == identity.Hash;
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return false;
        }
    }

    /// <summary>The user agrees to the server as it is and takes its tools' annotations at their word.</summary>
    /// <exception cref="IOException">It cannot be written down; nothing changes.</exception>
    public Task BelieveHintsAsync(string realRoot, McpServerDeclaration server, ServerIdentity identity, CancellationToken cancellationToken) =>
        server.Scope == McpServerScope.ListedOnly
            ? throw new InvalidOperationException("Servers in another program's file cannot be approved.")
            : this.PutAsync(RootOf(realRoot, server), Approval(server, identity, believesHints: true), cancellationToken);

    private ServerApproval Approval(McpServerDeclaration server, ServerIdentity identity, bool believesHints) =>
        new(server.Name, identity.Hash, time.GetUtcNow(), believesHints, identity.Facts);

    private async Task PutAsync(string root, ServerApproval approval, CancellationToken cancellationToken)
    {
        using var held = await this.folder.LockAsync(cancellationToken);
        this.Change(root, approvals => [.. approvals.RemoveAll(earlier => IsNamed(earlier, approval.Name)), approval]);
    }

    /// <summary>Only under the lock.</summary>
    private void Change(string root, Func<ImmutableArray<ServerApproval>, ImmutableArray<ServerApproval>> change)
    {
        ImmutableArray<ServerApproval> before;
        try
        {
            before = this.Read(root);
        }
        catch (InvalidDataException)
        {
            // It approved nothing any more; what is written now is all that is approved.
            before = [];
        }

        var after = change(before);
        if (!after.SequenceEqual(before))
        {
            this.folder.Write(NameOf(root), ApprovalFile.Write(root, after));
        }

        lock (this.gate)
        {
            this.known.Remove(root);
        }
    }

    private ServerApproval? Find(string realRoot, McpServerDeclaration server)
    {
        var root = RootOf(realRoot, server);
        var file = new FileInfo(Path.Combine(this.folder.Path, NameOf(root)));
        var (written, length) = file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
        lock (this.gate)
        {
            if (!this.known.TryGetValue(root, out var read) || read.Written != written || read.Length != length)
            {
                read = new Known(written, length, this.Read(root));
                this.known[root] = read;
            }

            return read.Approvals.FirstOrDefault(approval => IsNamed(approval, server.Name));
        }
    }

    private ImmutableArray<ServerApproval> Read(string root) => this.folder.Read(NameOf(root)) is { } content ? ApprovalFile.Read(content, root) : [];

    private static string RootOf(string realRoot, McpServerDeclaration server) => server.Scope == McpServerScope.User ? Everywhere : realRoot;

    private static bool IsNamed(ServerApproval approval, string server) => approval.Name.Equals(server, StringComparison.OrdinalIgnoreCase);

    private static string NameOf(string root) => ContentHash.Of(Encoding.UTF8.GetBytes(root)).Value[..40] + ".json";

    private sealed record Known(DateTime Written, long Length, ImmutableArray<ServerApproval> Approvals);
}
