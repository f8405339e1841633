using EditorAgent.Core.Configuration;
using EditorAgent.Core.Permissions;
using EditorAgent.Fuzzing;
using EditorAgent.Tests.Configuration;
using Xunit;

namespace EditorAgent.Tests.Fuzz;

/// <summary>Whatever stands in a config.toml, it is taken, or refused in one line that names the file; within a second.</summary>
public sealed class ConfigurationFuzzTests
{
    private static readonly string[] Corpus =
    [
        """
        default_model = "big"
        default_permission_mode = "accept-edits"
        [providers.local]
        type = "openai"
        base_url = "http://localhost:8080/v1/"
        headers = { "X-Team" = "blue" }
        [models."big.1"]
        provider = "local"
        model = 'kimi-k3'
        context_window = 100_000
        temperature = 0.7
        [loop]
        max_steps_per_turn = 7
        [[permission.rules]]
        decision = "deny"
        pattern = "shell(git push)"
        reason = "I push myself"
        match = ["git push origin", "git -C x push"]
        not_match = ["git pull"]
        [[permission.rules]]
        decision = "allow"
        pattern = "mcp__db__query(sql=select *)"
        """,
        """
        # the workspace's
        permission.rules = [ { decision = "ask", pattern = "edit(**/*.cs)" }, { decision = "deny", pattern = '''fetch(https://a.com)''' } ]
        loop.max_steps_per_turn = 3
        """,
    ];

    private static readonly string[] Words =
    [
        "[[permission.rules]]", "[permission]", "decision = \"deny\"", "pattern = \"*\"", "pattern = \"edit(", "match = [", "not_match = [\"\"]", "\"\"\"", "'''", "= ", "{ a = 1 }", "1979-05-27", "inf", "nan",
        "0x", "1_", "true", "\\U0010FFFF", "\\uD800", ".", "#", "mcp__", "(", ")",
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Load_WhateverTheFileHolds_IsTakenOrRefusedByName(bool isUsers)
    {
        using var folders = new ConfigurationFolders();
        folders.WriteUser("");
        folders.WriteWorkspace("");
        var file = isUsers ? folders.Home.ConfigurationFile : folders.WorkspaceFile;
        var (taken, refused) = (0, 0);
        await FuzzRun.AllAsync(new ByteMutator(FuzzBudget.Seed, Corpus, Words), FuzzBudget.Iterations / 2, async bytes =>
        {
            await File.WriteAllBytesAsync(file, bytes, CancellationToken.None);
            try
            {
                _ = new PermissionPolicy(folders.Load().PermissionRules, PermissionMode.Ask).WarningsFor(["edit", "shell"]);
                taken++;
            }
            catch (ConfigurationException exception)
            {
                Assert.StartsWith($"{file}:", exception.Message, StringComparison.Ordinal);
                Assert.DoesNotContain('\n', exception.Message);
                refused++;
            }
        });

        Assert.True(taken > 0 && refused > 0, $"{taken} taken, {refused} refused");
    }

    [Theory]
    [InlineData("x = ", "[")]
    [InlineData("x = ", "{a=")]
    [InlineData("", "[")]
    [InlineData("", "[[a.")]
    [InlineData("x = ", "[\"a\",")]
    public void Load_WhenValuesAreNestedWithoutEnd_RefusesInsteadOfRunningOutOfStack(string start, string piece)
    {
        using var folders = new ConfigurationFolders();
        folders.WriteUser(start + string.Concat(Enumerable.Repeat(piece, 200_000)));

        Assert.StartsWith(folders.Home.ConfigurationFile, folders.LoadError(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("default_model = \"a\0b\"")]
    [InlineData("\0\0\0\0")]
    [InlineData("default_model = \"a\"\0")]
    [InlineData("default_model = ")]
    [InlineData("# a\ndefault_model = \"\\u00")]
    [InlineData("{\"default_model\": \"a\"}")]
    [InlineData("default_model = \"a\"\ndefault_model = \"b\"")]
    [InlineData("[loop]\nmax_steps_per_turn = 1\n[loop]\nmax_steps_per_turn = 2")]
    public void Load_WhenTheUsersFileIsDamaged_RefusesByFileAndLine(string toml)
    {
        using var folders = new ConfigurationFolders();
        folders.WriteUser(toml);

        Assert.StartsWith($"{folders.Home.ConfigurationFile}:", folders.LoadError(), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_WhenAFolderOrADanglingLinkStandsInPlaceOfTheFile_Refuses()
    {
        using var folders = new ConfigurationFolders();
        Directory.CreateDirectory(folders.Home.ConfigurationFile);
        Assert.Contains("it is a folder", folders.LoadError(), StringComparison.Ordinal);

        Directory.Delete(folders.Home.ConfigurationFile);
        File.CreateSymbolicLink(folders.Home.ConfigurationFile, "/nowhere/at/all");
        Assert.Contains("cannot be read", folders.LoadError(), StringComparison.Ordinal);
    }
}
