using EditorAgent.Security.Tests.Cases;
using EditorAgent.Security.Tests.Cells;
using EditorAgent.Security.Tests.Judging;
using Xunit;

[assembly: AssemblyFixture(typeof(AttackReport))]

namespace EditorAgent.Security.Tests;

/// <summary>Every case of <c>attacks.jsonl</c> in one cell of the matrix.</summary>
public abstract class AttackCases(CellFixture cell, AttackReport report)
{
    public static TheoryData<string> Ids => [.. ExpectedCases.Ids];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Case_WhenPlayed_HasItsOutcomeAndLeavesNoCanary(string id)
    {
        var bench = cell.Bench;
        if (bench.Obstacle is { } obstacle)
        {
            Assert.SkipWhen(CellMachine.IsExcused(bench.Cell), $"{bench.Cell.Name} is excused by {CellMachine.AbsentVariable}: {obstacle}");
            Assert.Fail($"{bench.Cell.Name} cannot be played here: {obstacle}. If this machine need not have it, name it in {CellMachine.AbsentVariable}.");
        }

        var inputs = AttackFile.Of(id);
        Assert.NotEmpty(inputs);
        var problems = new List<string>();
        foreach (var input in inputs)
        {
            var found = await bench.PlayAsync(input);
            report.Add(bench.Cell.Name, input, found.Count == 0);
            problems.AddRange(found.Select(problem => $"{input.Name} {problem}"));
        }

        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }
}
