using EditorAgent.CodeIntelligence.Roslyn;
using EditorAgent.CodeIntelligence.Roslyn.Hosting;
using EditorAgent.Fuzzing;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Roslyn.Hosting;

/// <summary>The hundredth part of the fuzzing budget: 100 edits, unless the environment asks for more.</summary>
public sealed class FreshnessTests
{
    private const int ShareOfBudget = 100;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Current_AfterEachOfManyRandomEdits_EqualsAFreshlyLoadedWorkspace()
    {
        using var projects = new FakeProjects();
        await using var workspace = projects.Open();
        var edits = new RandomEdits(projects, workspace, FuzzBudget.Seed);
        edits.Begin();
        await ReloadAsync(workspace, projects);

        for (var iteration = 0; iteration < Math.Max(1, FuzzBudget.Iterations / ShareOfBudget); iteration++)
        {
            var done = edits.Next();
            var type = edits.RandomType;

            var actual = await WorkspaceAnswers.OfAsync(await SettledAsync(workspace, projects), type, Token);

            await using var other = projects.Open();
            other.SetBuffers([.. edits.Buffers]);
            await ReloadAsync(other, projects);
            var expected = await WorkspaceAnswers.OfAsync(await SettledAsync(other, projects), type, Token);
            Assert.True(expected == actual, $"seed {FuzzBudget.Seed}, edit {iteration}: {done}\n{Difference(expected, actual)}");
        }
    }

    private static async Task<CodeSnapshot> SettledAsync(CodeWorkspace workspace, FakeProjects projects)
    {
        var snapshot = (await workspace.CurrentAsync(Token))!;
        while (!workspace.Standing.NeedsReload.IsEmpty)
        {
            Assert.Contains("stale: ", snapshot.Coverage.State, StringComparison.Ordinal);
            await ReloadAsync(workspace, projects);
            snapshot = (await workspace.CurrentAsync(Token))!;
        }

        return snapshot;
    }

    private static async Task ReloadAsync(CodeWorkspace workspace, FakeProjects projects)
    {
        var (since, generation) = (TimeProvider.System.GetUtcNow(), workspace.Standing.Generation);
        await workspace.ApplyAsync(projects.Load(), isTrusted: true, since, generation, Token);
    }

    private static string Difference(string expected, string actual)
    {
        var (left, right) = (expected.Split('\n'), actual.Split('\n'));
        return $"expected only:\n{string.Join('\n', left.Except(right).Take(10))}\nactual only:\n{string.Join('\n', right.Except(left).Take(10))}";
    }
}
