using EditorAgent.Core.Agent;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Sessions;
using Xunit;

namespace EditorAgent.Tests.Agent;

public sealed class ModeReminderTests
{
    [Fact]
    public void Take_WhenOlderPartsWereTakenOut_SaysItAgain()
    {
        var reminder = new ModeReminder(new PermissionPolicy([], PermissionMode.Plan), () => true);
        Assert.Null(reminder.Take(Of(ModeReminder.On, "one")));

        Assert.Equal(ModeReminder.On, reminder.Take(Of("a note of what was", "two")));
        Assert.Null(reminder.Take(Of("a note of what was", "two", ModeReminder.On)));
    }

    [Fact]
    public void Take_WhenTheSessionCanOnlyRead_SaysThatItStaysSo() =>
        Assert.Equal(ModeReminder.Restricted, new ModeReminder(new PermissionPolicy([], PermissionMode.Ask) { IsRestricted = true }, () => true).Take(Of("one")));

    [Fact]
    public void Take_WhereNobodyCanApprove_NamesNoToolThatIsNotThere()
    {
        var reminder = new ModeReminder(new PermissionPolicy([], PermissionMode.Plan), () => false);

        Assert.Equal(ModeReminder.Alone, reminder.Take(Of("one")));
        Assert.Null(reminder.Take(Of("one", ModeReminder.Alone)));
        Assert.DoesNotContain("exit_plan", ModeReminder.Alone, StringComparison.Ordinal);
    }

    [Fact]
    public void Take_WhenPlanModeNeverWas_SaysNothing() =>
        Assert.Null(new ModeReminder(new PermissionPolicy([], PermissionMode.Yolo), () => true).Take(Of("one")));

    private static AppendOnlyList<Message> Of(params string[] texts) =>
        texts.Aggregate(AppendOnlyList<Message>.Empty, (list, text) => list.Add(new Message.User([new ContentPart.Text(text)])));
}
