using EditorAgent.Core.Models;
using EditorAgent.Core.Tools;
using EditorAgent.Host.Composition;
using Xunit;

namespace EditorAgent.Tests.Composition;

public sealed class OneAtATimePromptTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ask_WhenTwoAsk_TheSecondIsShownAfterTheFirstIsAnswered()
    {
        var person = new Person();
        var prompt = new OneAtATimePrompt(person);
        var first = prompt.AskAsync(Request("first"), Cancel);
        var second = prompt.AskAsync(Request("second"), Cancel);
        Assert.Equal(["first"], person.Shown);

        person.Answers.Dequeue().SetResult(new PermissionAnswer.AllowOnce());
        Assert.IsType<PermissionAnswer.AllowOnce>(await first);
        await person.ShownTwice.Task.WaitAsync(Cancel);
        person.Answers.Dequeue().SetResult(new PermissionAnswer.Reject("no"));

        Assert.Equal(new PermissionAnswer.Reject("no"), await second);
    }

    [Fact]
    public async Task Ask_WhenWhoWaitsGivesUp_TheNextIsStillShown()
    {
        var person = new Person();
        var prompt = new OneAtATimePrompt(person);
        var first = prompt.AskAsync(Request("first"), Cancel);
        using var stop = new CancellationTokenSource();
        var second = prompt.AskAsync(Request("second"), stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);

        person.Answers.Dequeue().SetResult(new PermissionAnswer.AllowOnce());
        await first;
        _ = prompt.AskAsync(Request("third"), Cancel);

        Assert.Equal(["first", "third"], person.Shown);
    }

    private static PermissionRequest Request(string title) =>
        new(new ToolCallId(title), "shell", "{}", new ToolPlan.Ready { Title = title, Kind = ToolKind.Other, IsReadOnly = true }, "", title) { Id = title, Text = new ApprovalText { Title = title } };

    private sealed class Person : IPermissionPrompt
    {
        public List<string> Shown { get; } = [];

        public Queue<TaskCompletionSource<PermissionAnswer>> Answers { get; } = [];

        public TaskCompletionSource ShownTwice { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<PermissionAnswer> AskAsync(PermissionRequest request, CancellationToken cancellationToken)
        {
            this.Shown.Add(request.Id);
            var answer = new TaskCompletionSource<PermissionAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
            this.Answers.Enqueue(answer);
            if (this.Shown.Count == 2)
            {
                this.ShownTwice.SetResult();
            }

            return answer.Task;
        }
    }
}
