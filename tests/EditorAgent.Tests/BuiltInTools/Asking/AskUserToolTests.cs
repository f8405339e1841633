using EditorAgent.BuiltInTools.Asking;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Tools.Asking;
using EditorAgent.Host.Headless;
using EditorAgent.Tests.BuiltInTools.Shell;
using Xunit;

namespace EditorAgent.Tests.BuiltInTools.Asking;

public sealed class AskUserToolTests
{
    private static readonly object Question = new
    {
        question = "Which store?\nBoth work.",
        options = new object[] { new { label = "SQLite", description = "one file" }, new { label = "Files" } },
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_WhenThePersonChooses_TellsTheLabel()
    {
        var person = new Person(new PermissionAnswer.Chosen(1));

        var result = await AskAsync(person);

        Assert.Equal("The user chose: Files", result.Text);
        Assert.Equal(["SQLite: one file", "Files"], person.Asked!.Choices);
        Assert.Equal(["  | Which store?", "  | Both work."], person.Asked.Text.Lines);
    }

    [Fact]
    public async Task Run_WhenThePersonAnswersInOwnWords_TellsThem() =>
        Assert.Contains("use Postgres", (await AskAsync(new Person(new PermissionAnswer.Reject("use Postgres")))).Text, StringComparison.Ordinal);

    [Fact]
    public async Task Run_WhenThePersonDoesNotAnswer_TheModelDecides() =>
        Assert.Contains("decide yourself", (await AskAsync(new Person(new PermissionAnswer.Reject(null)))).Text, StringComparison.Ordinal);

    [Fact]
    public async Task Run_WhenNobodyIsThere_TheModelDecidesAndSaysSo()
    {
        Assert.Contains("say which assumption", (await AskAsync(new UnattendedPrompt())).Text, StringComparison.Ordinal);
        Assert.Contains("say which assumption", (await AskAsync(new ApproveAll())).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-1)]
    public async Task Run_WhenTheChoiceWasNotOffered_IsNoAnswer(int index) =>
        Assert.True((await AskAsync(new Person(new PermissionAnswer.Chosen(index)))).IsError);

    [Fact]
    public async Task Plan_WhenTwoLabelsAreTheSame_IsRefused()
    {
        var tool = new AskUserTool(new PromptedQuestions(new UnattendedPrompt()));
        var plan = await ToolRun.PlanAsync(tool, new { question = "?", options = new object[] { new { label = "a" }, new { label = "A" } } }, Cancel);
        Assert.IsType<ToolPlan.Refused>(plan);
    }

    private static Task<ToolResult> AskAsync(IPermissionPrompt prompt) => ToolRun.RunAsync(new AskUserTool(new PromptedQuestions(prompt)), Question, Cancel);

    private sealed class Person(PermissionAnswer answer) : IPermissionPrompt
    {
        public PermissionRequest? Asked { get; private set; }

        public Task<PermissionAnswer> AskAsync(PermissionRequest request, CancellationToken cancellationToken)
        {
            this.Asked = request;
            return Task.FromResult(answer);
        }
    }
}
