using EditorAgent.Core.Tools.Writing;
using System.Diagnostics;
using System.Text;
using EditorAgent.BuiltInTools.Files;
using EditorAgent.BuiltInTools.Planning;
using EditorAgent.BuiltInTools.Search;
using EditorAgent.Core.Tools;
using Xunit;

namespace EditorAgent.Tests.BuiltInTools;

public sealed class BuiltInToolSetTests : IDisposable
{
    private const int Budget = 6 * 1024;

    private readonly ToolBench bench = new();

    [Fact]
    public void Definitions_OfFileAndSearchTools_StaySmall()
    {
        ITool[] tools =
        [
            this.bench.Read, this.bench.Write, this.bench.Edit, new ListTool(this.bench.Workspace), new GlobTool(this.bench.Workspace),
            new GrepTool(this.bench.Workspace), new UpdatePlanTool(),
        ];
        var sizes = tools.Select(tool => tool.Definition.Name.Length + tool.Definition.Description.Length + tool.Definition.InputSchema.Length);
        Assert.InRange(sizes.Sum(), 1, Budget);
    }

    [Fact]
    public async Task UpdatePlan_WhenCalled_GivesTheWholePlan()
    {
        var result = await ToolBench.CallAsync(new UpdatePlanTool(), new
        {
            entries = new object[]
            {
                new { content = "look", status = "completed", priority = "high" },
                new { content = "change", status = "in_progress" },
            },
        });
        Assert.Equal(
            [
                new PlanEntry("look", PlanEntryPriority.High, PlanEntryStatus.Completed),
                new PlanEntry("change", PlanEntryPriority.Medium, PlanEntryStatus.InProgress),
            ],
            result.Plan!.Value);
        Assert.Equal("Plan updated: 1 of 2 entries completed.", result.Text);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void UnifiedDiff_WhenTextsAreRandom_IsWhatPatchTakes(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 30; round++)
        {
            var before = Text(random, random.Next(1, 40));
            var after = string.Concat(before.Split('\n').SelectMany(line => random.Next(8) switch
            {
                0 => [],
                1 => [line + "!\n"],
                2 => [line + "\n", "new\n"],
                _ => new[] { line + "\n" },
            }));
            after = random.Next(2) == 0 ? after.TrimEnd('\n') : after;
            Assert.Equal(after, Patched(before, UnifiedDiff.Between(before, after).Text));
        }
    }

    public void Dispose() => this.bench.Dispose();

    private static string Text(Random random, int lines) =>
        string.Join('\n', Enumerable.Range(0, lines).Select(_ => $"{random.Next(12)}")) + (random.Next(2) == 0 ? "\n" : "");

    private string Patched(string before, string diff)
    {
        this.bench.Directory.Write("f", before);
        if (diff.Length == 0)
        {
            return before;
        }

        this.bench.Directory.Write("d", Encoding.UTF8.GetBytes($"--- a/f\n+++ b/f\n{diff}"));
        using var git = Process.Start(new ProcessStartInfo("git", ["apply", "--unidiff-zero", "d"]) { WorkingDirectory = this.bench.Directory.Path })!;
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        return File.Exists(this.bench.Directory["f"]) ? this.bench.Directory.ReadText("f") : "";
    }
}
