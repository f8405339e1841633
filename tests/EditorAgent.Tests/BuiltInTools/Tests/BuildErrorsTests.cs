using EditorAgent.BuiltInTools.Tests;
using Xunit;

namespace EditorAgent.Tests.BuiltInTools.Tests;

public sealed class BuildErrorsTests
{
    [Theory]
    [InlineData("/w/src/A.cs(3,7): error CS0246: The type 'X' was not found [/w/src/A.csproj]", "src/A.cs(3,7): error CS0246: The type 'X' was not found")]
    [InlineData("/w/src/A.cs(3,7): error CS0246: Not found [/w/src/A.csproj::TargetFramework=net10.0]", "src/A.cs(3,7): error CS0246: Not found")]
    [InlineData("/w/A.csproj : error NU1101: Unable to find package Y. [/w/All.sln]", "A.csproj: error NU1101: Unable to find package Y. [/w/All.sln]")]
    [InlineData("MSBUILD : error MSB1003: Specify a project.", "MSBUILD: error MSB1003: Specify a project.")]
    [InlineData("/w/A.cs(1,1): warning CS0168: declared but never used: error handling", null)]
    [InlineData("  The error CS1 is mentioned here", null)]
    [InlineData("    0 Error(s)", null)]
    public void In_OfOneLine_FindsTheError(string line, string? expected) =>
        Assert.Equal(expected is null ? [] : [expected], BuildErrors.In(line, "/w"));

    [Fact]
    public void In_WhenAnErrorIsRepeated_NamesItOnce() =>
        Assert.Single(BuildErrors.In("/w/A.cs(1,1): error CS1: x [/w/A.csproj]\r\n/w/A.cs(1,1): error CS1: x [/w/B.csproj]\n", "/w"));
}
