using EditorAgent.Core.Agent;
using EditorAgent.Core.Models;
using Xunit;

namespace EditorAgent.Tests.Agent;

public sealed class ContextMeterTests
{
    [Fact]
    public void Used_WhenNothingIsMeasured_EstimatesFourAsciiCharactersOrOneOtherAsAToken()
    {
        var meter = new ContextMeter(1000);

        meter.Account([User(new string('a', 400))]);
        var ascii = meter.Used;
        meter.Account([User(new string('a', 400)), User(new string('漢', 100))]);

        Assert.InRange(ascii, 100, 110);
        Assert.InRange(meter.Used - ascii, 100, 110);
    }

    [Fact]
    public void Measured_WhenVendorCounts_ReplacesTheEstimateAndDoesNotCountTheAnswerAgain()
    {
        var meter = new ContextMeter(10_000);
        List<Message> conversation = [User(new string('a', 4000))];
        meter.Account(conversation);

        meter.Measured(new TokenUsage(1500, 50, 0));
        conversation.Add(new Message.Assistant([new AssistantPart.Text(new string('b', 4000))]));
        meter.Account(conversation);

        Assert.Equal(1550, meter.Used);
    }

    [Fact]
    public void Measured_WhenEstimatesAreOff_CorrectsLaterOnes()
    {
        var meter = new ContextMeter(100_000);
        List<Message> conversation = [User(new string('a', 4000))];
        meter.Account(conversation);
        meter.Measured(new TokenUsage(1500, 0, 0));
        conversation.Add(new Message.Assistant([]));
        conversation.Add(User(new string('a', 4000)));

        meter.Account(conversation);

        Assert.InRange(meter.Used, 1500 + 1450, 1500 + 1550);
    }

    [Fact]
    public void CompletionCap_WhenWindowIsNearlyFull_IsWhatIsLeftAndAtLeastOne()
    {
        var meter = new ContextMeter(1000);
        meter.Account([User(new string('a', 2000))]);
        Assert.InRange(meter.CompletionCap(32_000), 480, 500);

        meter.LearnWindow(100);

        Assert.Equal(1, meter.CompletionCap(32_000));
    }

    [Fact]
    public void AccountTools_WhenSomeAreNew_CountsEachOnce()
    {
        var meter = new ContextMeter(10_000);
        var tool = new ToolDefinition("late", new string('a', 396), new byte[392]);
        meter.AccountTools([tool]);
        var one = meter.Used;

        meter.AccountTools([tool, tool]);
        meter.AccountTools([]);
        meter.AccountTools([tool, tool]);

        Assert.InRange(one, 195, 205);
        Assert.Equal(2 * one, meter.Used);
    }

    private static Message.User User(string text) => new([new ContentPart.Text(text)]);
}
