using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Roslyn;
using EditorAgent.CodeIntelligence.Roslyn.Queries;
using EditorAgent.CodeIntelligence.Tests.Fixtures;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Roslyn.Queries;

public sealed class NullAnalysisQuestionTests(HardCases cases)
{
    private const string Finding =
        "20>             letter.Append(\"Dear \").Append(member.Name).Append(\", \");    CS8602  'member' may be null here: MemberDirectory.Find(int) returns null (src/Lending.Data/MemberDirectory.cs:31)";

    private const string Trace =
        """
        System.NullReferenceException: Object reference not set to an instance of an object.
           at Lending.Data.ReminderLetters.Write(Loan loan) in /build/src/Lending.Data/ReminderLetters.cs:line 20
           at Lending.Api.LoanEndpoint.Borrow(Int32 member, Item item) in /build/src/Lending.Api/LoanEndpoint.cs:line 20
        """;

    [Theory]
    [InlineData(null, "Lending.Data")]
    [InlineData(null, null)]
    [InlineData("MemberDirectory.Find", null)]
    [InlineData("ReminderLetters", null)]
    [InlineData(Trace, null)]
    public async Task AskAsync_InAProjectWithoutNullable_FindsTheDereferenceAndItsReason(string? symbol, string? scope)
    {
        var text = await AskAsync(await cases.SnapshotAsync(), symbol, scope);

        Assert.StartsWith("(Lending.Data: Nullable is not enabled; analysed as if it were, nothing written)\n", text);
        Assert.Contains(Finding, text);
        Assert.Contains("\n1 finding, likeliest first; per member: ReminderLetters.Write(Loan) 1\n", text);
    }

    [Fact]
    public async Task AskAsync_WhenTheNullIsHandled_FindsNothing()
    {
        var mended = await (await cases.SnapshotAsync()).EditedAsync(
            "src/Lending.Data/ReminderLetters.cs", "Append(member.Name)", "Append(member == null ? \"reader\" : member.Name)");

        Assert.Contains("\n0 found in the covered part\n", await AskAsync(mended, null, "Lending.Data"));
    }

    [Fact]
    public async Task AskAsync_WhenNullTravelsThroughMethodsAndParameters_FollowsIt()
    {
        var edited = await (await cases.SnapshotAsync()).EditedAsync(
            "src/Lending.Data/ReminderLetters.cs",
            "        public string Greeting(",
            """
                    private Member Lookup(int id) => directory.Find(id);

                    private int Length(Address address) => address.City.Length;

                    public int Far(int id) => Lookup(id).Name.Length + Length(null);

                    public string Greeting(
            """);

        var text = await AskAsync(edited, null, "Lending.Data");

        Assert.Contains("'Lookup(id)' may be null here: ReminderLetters.Lookup(int) can return null (src/Lending.Data/ReminderLetters.cs:", text);
        Assert.Contains("'address' may be null here: ReminderLetters.Far(int) passes null as 'address' (src/Lending.Data/ReminderLetters.cs:", text);
        Assert.True(text.IndexOf("ReminderLetters.Write(Loan)", StringComparison.Ordinal) < text.IndexOf("ReminderLetters.Length(Address)", StringComparison.Ordinal), "the literal null comes first");
    }

    [Fact]
    public async Task AskAsync_InAnAnnotatedProject_SeesWhatAnUnannotatedOneReturns()
    {
        var edited = await (await cases.SnapshotAsync()).EditedAsync(
            "src/Lending.Api/LoanEndpoint.cs", "    public Amount Owed(", "    public string Named(int id) => members.Find(id).Name;\n\n    public Amount Owed(");

        var text = await AskAsync(edited, null, "Lending.Api");

        Assert.Contains("'members.Find(id)' may be null here: MemberDirectory.Find(int) returns null", text);
    }

    [Fact]
    public async Task AskAsync_ForAStackTraceWithoutFinding_ShowsItsLines()
    {
        var text = await AskAsync(
            await cases.SnapshotAsync(), "   at Lending.Loans.LoanDesk.Return(Loan loan) in C:\\b\\src\\Lending.Core\\Loans\\LoanDesk.cs:line 33", null);

        Assert.Contains("  LoanDesk.Return(Loan)   no warning on this line", text);
        Assert.Contains("  33>         this.loans.Remove(loan);", text);
    }

    private static async Task<string> AskAsync(CodeSnapshot snapshot, string? symbol, string? scope) =>
        (await new NullAnalysisQuestion(TimeProvider.System).AskAsync(snapshot, new NullAnalysisQuery(symbol, scope, 6000), TestContext.Current.CancellationToken)).Text;
}
