using EditorAgent.Core.Permissions;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;
using EditorAgent.Tests.Workspaces;
using Xunit;

namespace EditorAgent.Tests.Tools;

public sealed class DiffMarksTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => this.directory.Dispose();

    [Theory]
    [InlineData("a.json", null, """{"$schema": "https://evil.example/x.json"}""", PermissionMarks.AddsSchema)]
    [InlineData("a.json", """{"a": 1}""", """{"a": 1, "$schema": "//evil.example/x.json"}""", PermissionMarks.AddsSchema)]
    [InlineData("a.json", """{"u": "https://good.example"}""", """{"$schema": "https://good.example"}""", PermissionMarks.AddsSchema)]
    [InlineData("a.json", """{"$schema": "./x"}""", """{"$schema": "file:///etc/x"}""", PermissionMarks.AddsSchema)]
    [InlineData("A.JSON", null, """{"u": "https://evil.example"}""", PermissionMarks.AddsUrl)]
    [InlineData("a.jsonc", null, "// see\n{'u': 'http:evil.example'}", PermissionMarks.AddsUrl)]
    [InlineData("a.json", null, """{"u": "https:\/\/evil.example"}""", PermissionMarks.AddsUrl)]
    [InlineData("a.json", null, """{"u": "\u0068ttps:\u002f/evil.example"}""", PermissionMarks.AddsUrl)]
    [InlineData("a.json", null, """{"u": "\\\\evil\\share"}""", PermissionMarks.AddsUrl)]
    [InlineData("a.json", null, "{ broken \"u\": https://evil.example", PermissionMarks.AddsUrl)]
    [InlineData("a.json", """{"u": "https://good.example/a"}""", """{"u": "https://good.example/b"}""", PermissionMarks.AddsUrl)]
    [InlineData("a.json.", null, """{"u": "https://evil.example"}""", PermissionMarks.AddsUrl)]
    [InlineData(".tool", null, """{"u": "https://evil.example"}""", PermissionMarks.AddsUrl)]
    [InlineData("x.code-workspace", null, """{"u": "https://evil.example"}""", PermissionMarks.AddsUrl)]
    public void Of_WhenJsonGainsAnAddress_MarksIt(string name, string? before, string after, string mark) =>
        Assert.Equal([mark], DiffMarks.Of([this.Diff(name, before, after)]));

    [Theory]
    [InlineData("a.json", null, """{"$schema": "./local.json", "time": "12:30", "ratio": "a:b", "path": "C:\\x"}""")]
    [InlineData("a.json", """{"u": "https://good.example/a"}""", """{"b": 1, "u": "HTTPS://GOOD.example/a"}""")]
    [InlineData("a.jsonc", null, "{} // a comment")]
    [InlineData("a.cs", null, "// https://good.example")]
    [InlineData("README", null, "see https://good.example")]
    public void Of_WhenNoJsonGainsAnAddress_HasNothing(string name, string? before, string after) =>
        Assert.Empty(DiffMarks.Of([this.Diff(name, before, after)]));

    private FileDiff Diff(string name, string? before, string after)
    {
        var workspace = new Workspace(this.directory.Path, [], []);
        var inside = Assert.IsType<PathResolution.Inside>(workspace.ResolveForWriting(name));
        return new FileDiff(inside.Path, before, after);
    }
}
