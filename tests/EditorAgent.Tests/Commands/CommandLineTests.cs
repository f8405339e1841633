using EditorAgent.Core.Commands;
using Xunit;

namespace EditorAgent.Tests.Commands;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("ls", "ls")]
    [InlineData("  dotnet   test -v q ", "dotnet|test|-v|q")]
    [InlineData("echo 'a; b | c'", "echo|a; b | c")]
    [InlineData("echo \"it's\" a'b'\"c\"d", "echo|it's|abcd")]
    [InlineData("echo '' \"\"", "echo||")]
    [InlineData("l''s", "ls")]
    [InlineData("rg '$(x) `y` \\ ! *'", "rg|$(x) `y` \\ ! *")]
    [InlineData("grep \"a*b?[c]{d}~#(e)<f>;g|h&\" x", "grep|a*b?[c]{d}~#(e)<f>;g|h&|x")]
    public void Parse_OfOneCommand_GivesItsWords(string text, string words)
    {
        var parsed = Assert.IsType<CommandLine.Parsed>(CommandLine.Parse(text));

        Assert.Equal(words, string.Join('|', Assert.Single(parsed.Commands).Words));
        Assert.Null(parsed.Directory);
        Assert.Empty(parsed.Operators);
    }

    [Fact]
    public void Parse_OfAList_GivesCommandsAndOperatorsInOrder()
    {
        var parsed = Assert.IsType<CommandLine.Parsed>(CommandLine.Parse("a&&b x||c;d|e ;"));

        Assert.Equal(["a", "b x", "c", "d", "e"], parsed.Commands.Select(command => command.ToString()));
        Assert.Equal([CommandOperator.And, CommandOperator.Or, CommandOperator.Then, CommandOperator.Pipe], parsed.Operators);
    }

    [Fact]
    public void Parse_WhenItBeginsWithAChangeOfDirectory_KeepsItApart()
    {
        var parsed = Assert.IsType<CommandLine.Parsed>(CommandLine.Parse("cd 'my app' && npm test | head"));

        Assert.Equal("my app", parsed.Directory);
        Assert.Equal(["npm test", "head"], parsed.Commands.Select(command => command.ToString()));
        Assert.Equal([CommandOperator.Pipe], parsed.Operators);
        Assert.Equal(["cd 'my app'", "npm test", "head"], parsed.ToJudge.Select(command => command.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(";")]
    [InlineData("; ls")]
    [InlineData("ls &&")]
    [InlineData("| ls")]
    [InlineData("ls | | cat")]
    [InlineData("ls ;; x")]
    [InlineData("ls &&& x")]
    [InlineData("ls ||| x")]
    [InlineData("ls |& cat")]
    [InlineData("ls &")]
    [InlineData("ls & x")]
    [InlineData("ls\tx")]
    [InlineData("ls\nx")]
    [InlineData("ls\rx")]
    [InlineData("ls \u00e9")]
    [InlineData("ls '\u00e9'")]
    [InlineData("ls \0")]
    [InlineData("ls \u007f")]
    [InlineData("ls 'a")]
    [InlineData("ls \"a")]
    [InlineData("ls \\x")]
    [InlineData("ls $x")]
    [InlineData("ls \"$x\"")]
    [InlineData("ls \"a\\b\"")]
    [InlineData("ls \"a!\"")]
    [InlineData("ls \"`x`\"")]
    [InlineData("ls *")]
    [InlineData("ls ~")]
    [InlineData("ls a=~")]
    [InlineData("ls {a,b}")]
    [InlineData("ls (a)")]
    [InlineData("ls <a")]
    [InlineData("ls >a")]
    [InlineData("ls 2>a")]
    [InlineData("ls #a")]
    [InlineData("ls a^b")]
    [InlineData("./ls")]
    [InlineData("/bin/ls")]
    [InlineData("A=b")]
    [InlineData("A=b ls")]
    [InlineData("'A'=b")]
    [InlineData("'' ls")]
    [InlineData("'l s'")]
    [InlineData("if x")]
    [InlineData("'if' x")]
    [InlineData("true; time x")]
    [InlineData("eval x")]
    [InlineData(". x")]
    [InlineData("a && cd b && c")]
    [InlineData("cd a; b")]
    [InlineData("cd a || b")]
    [InlineData("cd a")]
    [InlineData("cd a &&")]
    [InlineData("cd a && cd b && c")]
    [InlineData("cd && b")]
    [InlineData("cd - && b")]
    [InlineData("cd -P a && b")]
    [InlineData("cd '' && b")]
    [InlineData("cd a b && c")]
    public void Parse_OfAnythingMore_GivesNoWords(string text) => Assert.NotEmpty(Assert.IsType<CommandLine.Unparsed>(CommandLine.Parse(text)).Why);

    [Fact]
    public void Parse_OfLongText_StopsAtTheLimit()
    {
        var longest = "echo " + new string('x', CommandLine.Longest - 5);

        Assert.IsType<CommandLine.Parsed>(CommandLine.Parse(longest));
        Assert.Equal("has 4097 characters, more than 4096", Assert.IsType<CommandLine.Unparsed>(CommandLine.Parse(longest + "x")).Why);
    }

    [Theory]
    [InlineData("dotnet test --no-build", "dotnet test")]
    [InlineData("dotnet -v q test", "dotnet q")]
    [InlineData("npm run build; npm run build | head -n 5", "npm run, head")]
    [InlineData("ls -la src/a", "ls")]
    public void Kind_OfACommandLine_IsWhatRunsWithoutItsParticulars(string text, string kind) =>
        Assert.Equal(kind, Assert.IsType<CommandLine.Parsed>(CommandLine.Parse(text)).Kind);

    [Fact]
    public void ToBash_QuotesEveryWordAndNamesEveryProgramByItsPath()
    {
        var line = Assert.IsType<CommandLine.Parsed>(CommandLine.Parse("ls \"it's\" && head -n '' ; wc | nl || x"));

        var resolved = ResolvedCommandLine.Resolve(line, name => "/bin/" + name, out _);

        Assert.Equal(@"'/bin/ls' 'it'\''s' && '/bin/head' '-n' ''; '/bin/wc' | '/bin/nl' || '/bin/x'", resolved?.ToBash());
    }

    [Fact]
    public void Resolve_WhenAProgramIsNotFound_NamesIt()
    {
        var line = Assert.IsType<CommandLine.Parsed>(CommandLine.Parse("ls && nothing-here"));

        Assert.Null(ResolvedCommandLine.Resolve(line, name => name == "ls" ? "/bin/ls" : null, out var missing));
        Assert.Equal("nothing-here", missing);
    }
}
