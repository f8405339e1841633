using System.Net;
using System.Net.Sockets;
using EditorAgent.Core.Models;
using EditorAgent.Host.AgentClientProtocol.Sessions;
using EditorAgent.Protocol.Content;
using Xunit;

namespace EditorAgent.Protocol.Tests.Doors;

public sealed class PromptLinkTests
{
    [Fact]
    public void From_WithALinkIntoTheNetwork_FetchesNothing()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var address = $"http://{server.LocalEndpoint}/picture.png?d=1";

        var content = PromptContent.From(
        [
            new ContentBlock.ResourceLink { Name = "picture", Uri = address },
            new ContentBlock.Text { Value = $"![x]({address})" },
            new ContentBlock.Resource { Contents = new ResourceContents.Text { Uri = address, Value = "given by the client" } },
        ]);

        Assert.False(server.Pending());
        Assert.All(content, part => Assert.Contains(address, Assert.IsType<ContentPart.Text>(part).Value, StringComparison.Ordinal));
    }
}
