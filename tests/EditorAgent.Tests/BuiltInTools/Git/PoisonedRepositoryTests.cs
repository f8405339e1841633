using System.Runtime.Versioning;
using Xunit;

namespace EditorAgent.Tests.BuiltInTools.Git;

/// <summary>Repositories that make git run a program. Each poison is first seen to work with plain git, then everything the tool does is done.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PoisonedRepositoryTests
{
    public static TheoryData<string> Poisons => [.. All.Keys];

    private static Dictionary<string, (Action<Repository> Poison, string[] Trigger)> All { get; } = new()
    {
        ["fsmonitor"] = (r => r.Git("config", "core.fsmonitor", r.Evil), ["status"]),
        ["hook in the repository"] = (r => Hook(r, Path.Combine(r.Root, ".git/hooks")), ["status"]),
        ["hooks path"] = (r =>
        {
            Hook(r, r["hooks"]);
            r.Git("config", "core.hooksPath", r["hooks"]);
        }, ["status"]),
        ["textconv in diff"] = (r => Driver(r, "textconv"), ["diff"]),
        ["textconv in blame"] = (r => Driver(r, "textconv"), ["blame", "a.cs"]),
        ["textconv in log"] = (r => Driver(r, "textconv"), ["log", "-p"]),
        ["diff driver's command"] = (r => Driver(r, "command"), ["diff"]),
        ["external diff"] = (r => r.Git("config", "diff.external", r.Evil), ["diff"]),
        ["clean filter"] = (r => Filter(r, "evil", "clean"), ["diff"]),
        ["clean filter on status"] = (r =>
        {
            // Only a file of the same size has to be compared.
            r.Write("a.cs", "one\nsix\n");
            Filter(r, "evil", "clean");
        }, ["status"]),
        ["clean filter on blame"] = (r => Filter(r, "evil", "clean"), ["blame", "a.cs"]),
        ["process filter"] = (r => Filter(r, "evil", "process"), ["diff"]),
        ["filter with an equals sign"] = (r => Filter(r, "a=b", "clean"), ["diff"]),
        ["filter with dots"] = (r => Filter(r, "a.b.c", "clean"), ["diff"]),
        ["filter with an escape sequence"] = (r => Filter(r, "a\u001b[0mb", "clean"), ["diff"]),
        ["filter in a worktree's configuration"] = (r =>
        {
            r.Git("config", "extensions.worktreeConfig", "true");
            r.Git("config", "--worktree", "filter.evil.clean", r.Evil);
            r.Write(".gitattributes", "*.cs filter=evil\n");
        }, ["diff"]),
        ["fsmonitor in a worktree's configuration"] = (r =>
        {
            r.Git("config", "extensions.worktreeConfig", "true");
            r.Git("config", "--worktree", "core.fsmonitor", r.Evil);
        }, ["status"]),
        ["included file"] = (r =>
        {
            r.Write("more.txt", $"[core]\n\tfsmonitor = {r.Evil}\n[filter \"evil\"]\n\tclean = {r.Evil}\n");
            r.Write(".gitattributes", "*.cs filter=evil\n");
            r.Git("config", "include.path", "../more.txt");
        }, ["diff"]),
        ["signature program"] = (r => Sign(r, "gpg.program"), ["log"]),
        ["signature program for x509"] = (r => Sign(r, "gpg.x509.program"), ["log"]),
        ["promisor over ext"] = (r =>
        {
            Promise(r, $"ext::sh -c {r.Evil}% x");
            r.Git("config", "protocol.ext.allow", "always");
        }, ["log", "-p"]),
        ["promisor with an upload program"] = (r =>
        {
            r.GitIn(r["."], "init", "-q", "--bare", "far");
            Promise(r, r["far"]);
            r.Git("config", "remote.origin.uploadpack", r.Evil);
        }, ["log", "-p"]),
        ["submodule with a monitor"] = (r => Submodule(r, "core.fsmonitor"), ["status"]),
        ["submodule in a diff"] = (r =>
        {
            Submodule(r, "core.fsmonitor");
            r.Git("config", "diff.submodule", "diff");
        }, ["diff"]),
    };

    [Theory]
    [MemberData(nameof(Poisons))]
    public async Task Git_InPoisonedRepository_RunsNoOtherProgram(string name)
    {
        using var repository = new Repository();
        var (poison, trigger) = All[name];
        poison(repository);
        repository.ForgetCanary();
        var output = repository.Git(trigger);
        Assert.True(repository.HasFired, $"the poison does not work: {output}");
        repository.ForgetCanary();

        await repository.LookEverywhereAsync();

        Assert.False(repository.HasFired);
    }

    [Fact]
    public async Task Git_WithPagersAndAliases_RunsNoOtherProgram()
    {
        using var repository = new Repository();
        repository.Git("config", "core.pager", repository.Evil);
        foreach (var action in (string[])["status", "diff", "log", "show", "blame", "ls-files", "config", "cat-file"])
        {
            repository.Git("config", $"pager.{action}", repository.Evil);
            repository.Git("config", $"alias.{action}", "!" + repository.Evil);
        }

        var results = await repository.LookEverywhereAsync();
        Assert.False(repository.HasFired);
        Assert.All(results, result => Assert.False(result.IsError, result.Text));
    }

    [Fact]
    public async Task Git_WithTooManyFilters_IsNotRun()
    {
        using var repository = new Repository();
        var configuration = Path.Combine(repository.Root, ".git/config");
        File.AppendAllText(configuration, string.Concat(Enumerable.Range(0, 2_000).Select(n => $"[filter \"{new string('x', 40)}{n}\"]\n\tclean = {repository.Evil}\n")));
        repository.Write(".gitattributes", $"*.cs filter={new string('x', 40)}1999\n");
        Assert.All(await repository.LookEverywhereAsync(), result => Assert.True(result.IsError));
        Assert.False(repository.HasFired);
    }

    [Fact]
    public async Task Git_WithFilterThatIsNoText_IsNotRun()
    {
        using var repository = new Repository();
        var configuration = Path.Combine(repository.Root, ".git/config");
        File.WriteAllBytes(configuration, [.. File.ReadAllBytes(configuration), .. "[filter \"e"u8, 0xff, .. "\"]\n\tclean = "u8, .. System.Text.Encoding.UTF8.GetBytes(repository.Evil), (byte)'\n']);
        File.WriteAllBytes(Path.Combine(repository.Root, ".gitattributes"), [.. "*.cs filter=e"u8, 0xff, (byte)'\n']);
        repository.Git("diff");
        Assert.True(repository.HasFired);
        repository.ForgetCanary();
        Assert.All(await repository.LookEverywhereAsync(), result => Assert.True(result.IsError));
        Assert.False(repository.HasFired);
    }

    /// <summary>Runs whenever the index is written again, which status does for a file whose time has changed.</summary>
    private static void Hook(Repository repository, string directory)
    {
        Directory.CreateDirectory(directory);
        File.Copy(repository.Evil, Path.Combine(directory, "post-index-change"), overwrite: true);
        repository.Write("b.cs", "b\n");
        repository.Git("add", "b.cs");
        File.SetLastWriteTimeUtc(Path.Combine(repository.Root, "b.cs"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
    }

    private static void Driver(Repository repository, string key)
    {
        repository.Write(".gitattributes", "*.cs diff=evil\n");
        repository.Git("config", $"diff.evil.{key}", repository.Evil);
    }

    private static void Filter(Repository repository, string name, string key)
    {
        repository.Git("config", $"filter.{name}.{key}", repository.Evil);
        repository.Git("config", $"filter.{name}.required", "true");
        repository.Write(".gitattributes", $"*.cs filter={name}\n");
    }

    private static void Sign(Repository repository, string key)
    {
        var signer = repository["signer"];
        File.WriteAllText(signer, "#!/bin/sh\ncat >/dev/null\nprintf '\\n[GNUPG:] SIG_CREATED D\\n' >&2\nprintf -- '-----BEGIN PGP SIGNATURE-----\\n\\nx\\n-----END PGP SIGNATURE-----\\n'\n");
        if (key == "gpg.x509.program")
        {
            File.WriteAllText(signer, File.ReadAllText(signer).Replace("PGP SIGNATURE", "SIGNED MESSAGE", StringComparison.Ordinal));
            repository.Git("config", "gpg.format", "x509");
        }

        File.SetUnixFileMode(signer, (UnixFileMode)0b111_101_101);
        repository.Git("-c", $"{key}={signer}", "commit", "-q", "-a", "-S", "-m", "signed");
        repository.Write("a.cs", "one\nfour\n");
        repository.Git("config", "log.showSignature", "true");
        repository.Git("config", key, repository.Evil);
    }

    /// <summary>A partial clone whose missing blob is fetched when it is needed.</summary>
    private static void Promise(Repository repository, string url)
    {
        var blob = repository.Git("rev-parse", "HEAD~1:a.cs").Trim();
        File.Delete(Path.Combine(repository.Root, ".git/objects", blob[..2], blob[2..]));
        repository.Git("config", "core.repositoryFormatVersion", "1");
        repository.Git("config", "extensions.partialClone", "origin");
        repository.Git("config", "remote.origin.promisor", "true");
        repository.Git("config", "remote.origin.url", url);
    }

    private static void Submodule(Repository repository, string key)
    {
        var inner = Path.Combine(repository.Root, "sub");
        Directory.CreateDirectory(inner);
        repository.GitIn(inner, "init", "-q");
        File.WriteAllText(Path.Combine(inner, "x"), "x\n");
        repository.GitIn(inner, "add", "-A");
        repository.GitIn(inner, "commit", "-q", "-m", "inner");
        repository.Git("add", "sub");
        repository.Git("commit", "-q", "-m", "with submodule");
        File.WriteAllText(Path.Combine(inner, "x"), "changed\n");
        repository.GitIn(inner, "config", key, repository.Evil);
    }
}
