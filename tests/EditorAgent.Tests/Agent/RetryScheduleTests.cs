using EditorAgent.Core.Agent;
using EditorAgent.Core.Models;
using Xunit;

namespace EditorAgent.Tests.Agent;

public sealed class RetryScheduleTests
{
    private static readonly ModelFailure Overloaded = new(ModelFailureKind.Transient, "overloaded");

    [Fact]
    public void DelayAfter_WhenTransient_DoublesUpToThirtyTwoSecondsWithAQuarterOfJitter()
    {
        var schedule = new RetrySchedule(10, new Random(1));
        double[] expected = [0.5, 1, 2, 4, 8, 16, 32, 32, 32];

        for (var attempt = 1; attempt <= 9; attempt++)
        {
            Assert.InRange(schedule.DelayAfter(attempt, Overloaded)!.Value.TotalSeconds, expected[attempt - 1], expected[attempt - 1] * 1.25);
        }

        Assert.Null(schedule.DelayAfter(10, Overloaded));
    }

    [Theory]
    [InlineData(7, 7)]
    [InlineData(0, 0)]
    [InlineData(3600, 120)]
    public void DelayAfter_WhenVendorNamesADelay_ObeysUpToTwoMinutes(int wish, int expected) =>
        Assert.Equal(TimeSpan.FromSeconds(expected), new RetrySchedule(10, new Random(1)).DelayAfter(1, Overloaded with { RetryAfter = TimeSpan.FromSeconds(wish) }));

    [Theory]
    [InlineData(ModelFailureKind.QuotaExhausted)]
    [InlineData(ModelFailureKind.Unauthorized)]
    [InlineData(ModelFailureKind.ContextOverflow)]
    [InlineData(ModelFailureKind.InvalidRequest)]
    [InlineData(ModelFailureKind.NotFound)]
    public void DelayAfter_WhenFinal_NeverRetries(ModelFailureKind kind) =>
        Assert.Null(new RetrySchedule(10, new Random(1)).DelayAfter(1, new ModelFailure(kind, "no", RetryAfter: TimeSpan.FromSeconds(1))));
}
