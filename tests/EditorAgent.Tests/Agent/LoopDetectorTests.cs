using EditorAgent.Core.Agent;
using Xunit;

namespace EditorAgent.Tests.Agent;

public sealed class LoopDetectorTests
{
    [Fact]
    public void CallEnded_WhenSameCallRepeats_SpeaksAtThreeFiveEightAndStopsAtTwelve()
    {
        var detector = new LoopDetector();

        var spoken = Enumerable.Range(1, 12).Where(_ => detector.CallEnded("read", """{"path":"a"}""", false) is not null).ToList();

        Assert.Equal([3, 5, 8], spoken);
        Assert.Contains("12 times", detector.StopReason);
    }

    [Fact]
    public void CallEnded_WhenArgumentsDifferOnlyInOrder_CountsAsSame()
    {
        var detector = new LoopDetector();
        detector.CallEnded("grep", """{"a":1,"b":2}""", false);
        detector.CallEnded("grep", """{ "b":2, "a":1 }""", false);

        Assert.NotNull(detector.CallEnded("grep", """{"a":1,"b":2}""", false));
    }

    [Fact]
    public void CallEnded_WhenCallsDiffer_StaysSilent()
    {
        var detector = new LoopDetector();

        Assert.All(Enumerable.Range(0, 100), index => Assert.Null(detector.CallEnded("read", $$"""{"path":"{{index}}"}""", false)));
        Assert.Null(detector.StopReason);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void CallEnded_WhenCycleIsSeenFourTimes_SpeaksOnce(int period)
    {
        var detector = new LoopDetector();

        var spoken = Enumerable.Range(1, period * 4).Where(index => detector.CallEnded("read", $$"""{"n":{{index % period}}}""", false) is not null).ToList();

        Assert.Equal([period * 4], spoken);
    }

    [Fact]
    public void CallEnded_WhenOneToolFailsInFiveAnswersInARow_SpeaksOnce()
    {
        var detector = new LoopDetector();

        var spoken = Enumerable.Range(1, 7).Where(index => Fails(detector, index) | Fails(detector, index + 100)).ToList();

        Assert.Equal([5], spoken);

        static bool Fails(LoopDetector detector, int index)
        {
            if (index < 100)
            {
                detector.AnswerBegins();
            }

            return detector.CallEnded("edit", $$"""{"n":{{index}}}""", true) is not null;
        }
    }

    [Fact]
    public void CallEnded_WhenCallsOfOneAnswerFail_StaysSilent()
    {
        var detector = new LoopDetector();
        detector.AnswerBegins();

        Assert.All(Enumerable.Range(0, 10), index => Assert.Null(detector.CallEnded("edit", $$"""{"n":{{index}}}""", true)));
    }

    [Fact]
    public void TextEnded_WhenSameTextThreeTimes_Stops()
    {
        var detector = new LoopDetector();
        detector.TextEnded("I will now proceed.");
        detector.TextEnded("I will now proceed.");
        Assert.Null(detector.StopReason);

        detector.TextEnded("I will now proceed.");

        Assert.NotNull(detector.StopReason);
    }
}
