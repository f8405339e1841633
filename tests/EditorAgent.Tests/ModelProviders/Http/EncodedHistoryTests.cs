using EditorAgent.Core.Models;
using EditorAgent.ModelProviders.Http;
using Xunit;

namespace EditorAgent.Tests.ModelProviders.Http;

public sealed class EncodedHistoryTests
{
    [Fact]
    public void Encode_WhenHistoryOnlyGrows_EncodesEachMessageOnce()
    {
        var written = new List<Message>();
        var history = new EncodedHistory(() => new Recorder(written));
        Message first = Exchange.User("a"), second = Exchange.User("b"), other = Exchange.User("a");

        history.Encode([first]);
        history.Encode([first, second]);
        history.Encode([first, second]);
        AssertSame([first, second], written);

        written.Clear();
        Assert.Equal(2, history.Encode([other, second]).Length);
        AssertSame([other, second], written);

        written.Clear();
        Assert.Equal(1, history.Encode([other]).Length);
        Assert.Single(written);
    }

    private static void AssertSame(Message[] expected, List<Message> actual)
    {
        Assert.Equal(expected.Length, actual.Count);
        Assert.All(expected, (message, index) => Assert.Same(message, actual[index]));
    }

    private sealed class Recorder(List<Message> written) : IMessageEncoder
    {
        public void Append(Message message, Utf8Buffer target)
        {
            written.Add(message);
            target.Append("x"u8);
        }

        public void Pause(Utf8Buffer target)
        {
        }
    }
}
