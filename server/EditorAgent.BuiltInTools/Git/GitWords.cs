using System.Collections.Immutable;
using System.Globalization;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.BuiltInTools.Git;

/// <summary>
/// The words that git gets. Every flag is ours; what the model chose is a checked revision, a number, or a path behind <c>--</c>. The
/// format is fixed, so that configuration cannot change it.
/// </summary>
internal static class GitWords
{
    /// <summary>
    /// What a repository's configuration could make git run or read, switched off. Filters are switched off by name in
    /// <see cref="GitEnvironment"/>, because the name may hold a <c>=</c>.
    /// </summary>
    public static ImmutableArray<string> Neutral { get; } =
    [
        "--no-pager",
        .. Settings(
            "core.fsmonitor=false", "core.hooksPath=/dev/null", "core.pager=cat", "core.sshCommand=false", "core.askPass=", "core.gitProxy=", "core.alternateRefsCommand=",
            "diff.external=", "log.showSignature=false", "gpg.program=false", "gpg.ssh.program=false", "gpg.x509.program=false",
            "protocol.allow=never", "safe.bareRepository=explicit", "submodule.recurse=false",
            "blame.ignoreRevsFile=", "mailmap.file=", "mailmap.blob=", "log.mailmap=false",
            "core.quotePath=false", "status.relativePaths=true", "color.ui=false"),
    ];

    private static readonly ImmutableArray<string> QuietDiff =
        ["--no-ext-diff", "--no-textconv", "--ignore-submodules=all", "--submodule=short", "--no-color", "--src-prefix=a/", "--dst-prefix=b/", "-O/dev/null"];

    public static ImmutableArray<string> For(GitRequest request, string workspaceRoot)
    {
        var below = request.Repository.WorkTree != workspaceRoot;
        return request.Action switch
        {
            "status" => ["status", "--short", "--branch", "--untracked-files=normal", "--ignore-submodules=all", "--", .. Paths(request, fallback: ".")],
            "diff" =>
            [
                "diff", .. QuietDiff, "-U3", .. Shape(request), .. request.IsStaged ? ["--cached"] : Nothing, .. Below(below), .. Revision(request.Revision),
                "--", .. Paths(request, "."), .. WithoutSecrets(request),
            ],
            "log" =>
            [
                "log", .. QuietDiff, "--no-show-signature", "--no-color", "--no-decorate", "--date=short", "--format=%h %ad %an: %s", .. Count(request.Limit), .. Shape(request, otherwise: "--no-patch"),
                .. Below(below), .. Revision(request.Revision), "--", .. Paths(request, below ? "." : null),
            ],
            "show" when request.IsContent => ["cat-file", "blob", $"{(request.Revision ?? GitRevision.Head).Text}:./{request.Paths[0].Relative}"],
            "show" =>
            [
                "show", .. QuietDiff, "-U3", "--no-show-signature", "--no-decorate", "--date=iso", "--format=commit %H%nAuthor: %an <%ae>%nDate: %ad%n%n%B", .. Shape(request),
                .. Below(below), .. Revision(request.Revision ?? GitRevision.Head),
                "--", .. Paths(request, "."), .. WithoutSecrets(request),
            ],
            "blame" =>
            [
                "blame", "--no-textconv", "--date=short", "--abbrev=8", "-L", string.Create(CultureInfo.InvariantCulture, $"{request.FirstLine},+{request.Limit}"),
                .. Revision(request.Revision), "--", request.Paths[0].Relative,
            ],
            "changed" => ["diff", .. QuietDiff, "--name-only", "-z", "--no-renames", .. Below(below), .. Revision(request.Revision), "--", "."],
            "untracked" => ["ls-files", "--others", "--exclude-standard", "-z", "--", "."],
            "ls-files" => ["ls-files", "--cached", "--deduplicate", "--", .. Paths(request)],
            _ => throw new InvalidOperationException("unknown action"),
        };
    }

    private static string[] Nothing => [];

    private static IEnumerable<string> Settings(params string[] settings) => settings.SelectMany(setting => (string[])["-c", setting]);

    private static string[] Shape(GitRequest request, string? otherwise = null) =>
        request.IsSummary ? ["--stat=120"] : otherwise is null ? ["--patch"] : [otherwise];

    private static string[] Count(int limit) => [string.Create(CultureInfo.InvariantCulture, $"--max-count={limit}")];

    /// <summary>A repository above the workspace shows what is below the workspace.</summary>
    private static string[] Below(bool isBelow) => isBelow ? ["--relative"] : ["--no-relative"];

    private static string[] Revision(GitRevision? revision) => revision is null ? [] : [revision.Text];

    private static IEnumerable<string> Paths(GitRequest request, string? fallback = null) =>
        request.Paths.IsEmpty && fallback is not null ? [fallback] : request.Paths.Select(path => ":(literal)" + path.Relative);

    /// <summary>Files that are never read on a general permission stay out of the lines of a whole directory; naming one asks.</summary>
    private static IEnumerable<string> WithoutSecrets(GitRequest request) =>
        request.IsSummary || request.Paths.Any(path => ProtectedFiles.ForReading(path.Absolute) is not null)
            ? []
            : ProtectedFiles.SecretNames.Select(name => ":(exclude,icase,glob)**/" + name);
}
