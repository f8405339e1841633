using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Roslyn;
using EditorAgent.CodeIntelligence.Roslyn.Queries;
using EditorAgent.CodeIntelligence.Tests.Fixtures;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Roslyn.Queries;

public sealed class FindTestsQuestionTests(HardCases cases)
{
    [Fact]
    public async Task AskAsync_ForAMethod_FindsItsTestsWithTheirReason()
    {
        var answer = await AskAsync(await cases.SnapshotAsync(), ["ReminderLetters.Write"]);

        var test = Assert.Single(answer.Tests);
        Assert.Equal("Lending.Tests.ReminderLettersTests.Write_NamesTheMemberAndTheItem", test.FullName);
        Assert.Equal(cases.PathOf("tests/Lending.Tests/Lending.Tests.csproj"), test.Project);
        Assert.Equal("calls it, distance 1", test.Reason);
        Assert.StartsWith("ReminderLettersTests.Write_NamesTheMemberAndTheItem  tests/Lending.Tests/ReminderLettersTests.cs:11   calls it, distance 1\n", answer.Text);
        Assert.Contains("1 test (1 by references, 0 by project). Static reach only: reflection, DI and JSON are not seen.", answer.Text);
    }

    [Fact]
    public async Task AskAsync_ForWhatIsUsedFartherAway_CountsTheSteps()
    {
        var answer = await AskAsync(await cases.SnapshotAsync(), ["MemberDirectory.Find"]);

        Assert.Equal("calls ReminderLetters.Write(Loan), distance 2", Assert.Single(answer.Tests, test => test.FullName.Contains("ReminderLetters", StringComparison.Ordinal)).Reason);
    }

    [Fact]
    public async Task AskAsync_ForAnOverride_FindsCallsOfTheBase()
    {
        var answer = await AskAsync(await cases.SnapshotAsync(), ["PowerTool.Describe"]);

        Assert.Contains(answer.Tests, test => test.FullName == "Lending.Tests.ReminderLettersTests.Write_NamesTheMemberAndTheItem");
    }

    [Fact]
    public async Task AskAsync_ForWhatATestClassSetsUp_FindsAllItsTests()
    {
        var answer = await AskAsync(await cases.SnapshotAsync(), ["LoanDesk.LoanDesk(PriceList)"]);

        Assert.Equal(3, answer.Tests.Count(test => test.Reason.StartsWith("set up by LoanDeskTests.desk", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task AskAsync_WhenNoTestLeadsThere_NamesTheProjectsTests()
    {
        var answer = await AskAsync(await cases.SnapshotAsync(), ["PriceList.Audit"]);

        Assert.Equal(6, answer.Tests.Length);
        Assert.All(answer.Tests, test => Assert.Equal("project rule", test.Reason));
        Assert.Contains("0 by references, 6 by project: nothing static leads to a test", answer.Text);
    }

    [Fact]
    public async Task AskAsync_ForWhatChanged_TakesMembersAndNotFiles()
    {
        var edited = await (await cases.SnapshotAsync()).EditedAsync("src/Lending.Core/Loans/Loan.cs", "Length = Length + days", "Length = days + Length");

        var answer = await AskAsync(edited, []);

        Assert.StartsWith("changed: Loan.Extend(int)\n", answer.Text);
        Assert.Equal("Lending.Tests.LoanDeskTests.Extend_MovesTheDueDate", Assert.Single(answer.Tests).FullName);
    }

    [Fact]
    public async Task AskAsync_WhenOnlyACommentChanged_FindsNothingToRun()
    {
        var edited = await (await cases.SnapshotAsync()).EditedAsync("src/Lending.Core/Loans/Loan.cs", "    public Loan Extend", "    // longer\n    public Loan Extend");

        Assert.StartsWith("no member has changed since the session began\n0 tests\n", (await AskAsync(edited, [])).Text);
    }

    private static Task<CodeAnswer> AskAsync(CodeSnapshot snapshot, ImmutableArray<string> symbols) =>
        new FindTestsQuestion(TimeProvider.System).AskAsync(snapshot, new FindTestsQuery(symbols, 6000), TestContext.Current.CancellationToken);
}
