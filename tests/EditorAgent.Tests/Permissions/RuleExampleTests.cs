using EditorAgent.Core.Configuration;
using EditorAgent.Core.Permissions;
using Xunit;

namespace EditorAgent.Tests.Permissions;

public sealed class RuleExampleTests
{
    [Theory]
    [InlineData("deny", "shell(git push)", "git push origin", "git pull")]
    [InlineData("allow", "shell(dotnet test)", "dotnet test --no-build", "dotnet test; rm x")]
    [InlineData("allow", "edit(src/**)", "src/a/b.cs", "lib/a.cs")]
    [InlineData("deny", "read(**/.env)", "app/.ENV", ".env.example")]
    [InlineData("deny", "read(~/.ssh/**)", "~/.ssh/id_rsa", "src/.ssh/x")]
    [InlineData("allow", "fetch(https://a.com/docs)", "https://a.com/docs/x", "https://a.com.evil.example/docs")]
    [InlineData("deny", "mcp__db__*", "mcp__db__query", "mcp__db2__query")]
    [InlineData("allow", "mcp__db__query(sql=select *)", "mcp__db__query(sql=select 1)", "mcp__db__query(sql=drop)")]
    [InlineData("allow", "e*", "edit", "shell")]
    public void Load_WhenExamplesHold_Succeeds(string decision, string pattern, string match, string notMatch) =>
        Assert.Null(Failure(decision, pattern, match, notMatch));

    [Theory]
    [InlineData("deny", "shell(git push)", "git pull", "git fetch", 4, "does not match \"git pull\"")]
    [InlineData("deny", "shell(git push)", "git push", "git -C x push", 5, "matches \"git -C x push\"")]
    [InlineData("allow", "shell(git *)", "git x && rm y", "ls", 4, "does not match")]
    [InlineData("allow", "edit(src/*)", "src/a/b.cs", "x", 4, "does not match")]
    [InlineData("deny", "fetch(a.com)", "not an address", "https://b.com", 4, "is no address")]
    [InlineData("deny", "mcp__db__*", "query", "mcp__x__y", 4, "does not match \"query\"")]
    [InlineData("deny", "mcp__db__*", "mcp__db__query(x", "mcp__x__y", 4, "is no call")]
    [InlineData("deny", "mcp__db__*", "mcp__db__query(x)", "mcp__x__y", 4, "Arguments are written")]
    public void Load_WhenAnExampleFails_NamesItsFileAndLine(string decision, string pattern, string match, string notMatch, int line, string hint)
    {
        var message = Failure(decision, pattern, match, notMatch);

        Assert.Contains($"config.toml:{line}: ", message, StringComparison.Ordinal);
        Assert.Contains(hint, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("match = \"git push\"", "must be a list of text")]
    [InlineData("match = [1]", "must be text")]
    [InlineData("matches = [\"x\"]", "Did you mean permission.rules.0.match?")]
    public void Load_WhenTheListIsMisspelt_NamesFileLineAndWhatToWrite(string line, string hint)
    {
        var message = Failure($"[[permission.rules]]\ndecision = \"deny\"\npattern = \"shell(git push)\"\n{line}");

        Assert.Contains("config.toml:4: ", message, StringComparison.Ordinal);
        Assert.Contains(hint, message, StringComparison.Ordinal);
    }

    private static string? Failure(string decision, string pattern, string match, string notMatch) =>
        Failure($"[[permission.rules]]\ndecision = '{decision}'\npattern = '{pattern}'\nmatch = ['{match}']\nnot_match = [\n'{notMatch}']".Replace("[\n", "[", StringComparison.Ordinal));

    private static string? Failure(string toml)
    {
        var directory = Directory.CreateTempSubdirectory("editoragent-examples-");
        try
        {
            var home = new EditorAgentHome(directory.FullName);
            File.WriteAllText(home.ConfigurationFile, toml);
            _ = new PermissionPolicy(ConfigurationLoader.Load(home, null, new Dictionary<string, string>()).PermissionRules, PermissionMode.Ask);
            return null;
        }
        catch (ConfigurationException exception)
        {
            return exception.Message;
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
