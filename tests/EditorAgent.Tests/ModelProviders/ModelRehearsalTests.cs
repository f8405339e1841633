using EditorAgent.ModelProviders;
using Xunit;

namespace EditorAgent.Tests.ModelProviders;

public sealed class ModelRehearsalTests
{
    [Fact]
    public async Task PlayAsync_WithItself_ComesToAWholeAnswer()
    {
        var completed = await ModelRehearsal.PlayAsync(TimeProvider.System);

        Assert.Equal("Ready.", completed?.Message.Text);
    }
}
