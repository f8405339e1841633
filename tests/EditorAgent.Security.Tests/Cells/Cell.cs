namespace EditorAgent.Security.Tests.Cells;

/// <summary>One corner of the matrix: who runs the sidecar, and whether bubblewrap is there.</summary>
internal sealed record Cell(bool IsRoot, bool HasSandbox)
{
    /// <summary>Somebody without any rights: the account that Debian calls nobody.</summary>
    private const string Nobody = "65534";

    public string Name => $"{(this.IsRoot ? "root" : "user")}+{(this.HasSandbox ? "bwrap" : "none")}";

    /// <summary>Tells the cells' processes apart.</summary>
    public int Number => (this.IsRoot ? 1 : 3) + (this.HasSandbox ? 0 : 1);

    public string Owner => this.IsRoot ? "0:0" : $"{Nobody}:{Nobody}";

    /// <summary>What stands before a command line so that it runs as this cell's user.</summary>
    public IReadOnlyList<string> AsUser { get; } = IsRoot ? [] : ["/usr/bin/setpriv", "--reuid", Nobody, "--regid", Nobody, "--clear-groups", "--"];

    /// <summary>What stands before a command line so that it runs in this cell. Where there is no sandbox, bubblewrap lies below an empty file.</summary>
    /// <param name="emptyFile">A file without content that nobody may execute.</param>
    public IReadOnlyList<string> Prefix(string emptyFile) => this.HasSandbox
        ? this.AsUser
        :
        [
            "/usr/bin/unshare", "--mount", "--", "/bin/bash", "--norc", "-c",
            "empty=$0; for found in $(type -aP bwrap); do mount --bind \"$empty\" \"$(readlink -f \"$found\")\" || exit 97; done; exec \"$@\"",
            emptyFile, .. this.AsUser,
        ];
}
