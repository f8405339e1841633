using EditorAgent.Core.Agent.Compaction;
using Xunit;

namespace EditorAgent.Tests.Agent.Compaction;

public sealed class CompactionTriggerTests
{
    [Theory]
    [InlineData(8_192, 6_964)]
    [InlineData(32_768, 27_853)]
    [InlineData(64_000, 54_400)]
    [InlineData(64_001, 32_001)]
    [InlineData(131_072, 99_072)]
    [InlineData(200_000, 160_000)]
    [InlineData(262_144, 212_144)]
    [InlineData(1_000_000, 850_000)]
    public void LimitOf_ForAWindow_IsItsShareOrLeavesTheReserve(int window, long limit) => Assert.Equal(limit, CompactionTrigger.LimitOf(window));
}
