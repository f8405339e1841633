using EditorAgent.Core.Models;
using EditorAgent.Host.AgentClientProtocol.Sessions;
using EditorAgent.Protocol.Content;
using Xunit;

namespace EditorAgent.Tests.Mentions;

public sealed class PromptContentTests
{
    [Theory]
    [InlineData("notes.txt", "file:///project/notes.txt", "Attached: /project/notes.txt")]
    [InlineData("the notes", "file:///project/a%20b.txt#L1-2", "Attached: the notes, /project/a b.txt#L1-2")]
    [InlineData("issue", "tracker://issues/1", "Attached: issue, tracker://issues/1")]
    public void From_OfALink_NamesWhatItLeadsToOnce(string name, string uri, string expected) =>
        Assert.Equal(expected, TextOf(new ContentBlock.ResourceLink { Name = name, Uri = uri }));

    [Fact]
    public void From_OfASelection_SaysWhereItIsFrom() => Assert.Equal(
        "Content of /project/notes.txt#L1-2:\nselected",
        TextOf(new ContentBlock.Resource { Contents = new ResourceContents.Text { Uri = "file:///project/notes.txt#L1-2", Value = "selected" } }));

    private static string TextOf(ContentBlock block) => Assert.IsType<ContentPart.Text>(Assert.Single(PromptContent.From([block]))).Value;
}
