using EditorAgent.Core.Configuration;
using EditorAgent.Host.AgentClientProtocol.Keys;
using EditorAgent.Host.Composition;
using EditorAgent.ModelProviders.Discovery;
using EditorAgent.Protocol.Extensions;
using EditorAgent.Tests.ModelProviders.Http;
using EditorAgent.Tests.Workspaces;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace EditorAgent.Tests.Keys;

public sealed class KeyRequestsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Status_WhenAServerRunsOnThisMachine_ListsItWithTheLinesThatUseIt_AndUseLocalWritesThem()
    {
        using var directory = new TemporaryDirectory();
        await using var ollama = new LoopbackResponder(CannedAnswer.Of(200, """{"data":[{"id":"nomic-embed-text"},{"id":"qwen3:8b"},{"id":"llama"}]}"""));
        var home = new EditorAgentHome(Path.Combine(directory.Path, "home"));
        var composition = new AgentComposition(home, new Dictionary<string, string>(), TimeProvider.System, NullLogger.Instance)
        {
            Discovery = new EndpointDiscovery(TimeProvider.System, [new("Ollama", ollama.Port)]),
        };
        var requests = new KeyRequests(composition);

        var server = Assert.Single((await requests.StatusAsync(Token)).LocalServers);

        Assert.Equal(("Ollama", $"{ollama.Address}/v1", "qwen3:8b,llama", false), (server.Name, server.Endpoint, string.Join(',', server.Models), server.IsConfigured));
        Directory.CreateDirectory(home.Directory);
        await File.WriteAllTextAsync(home.ConfigurationFile, server.Configuration, Token);
        Assert.Equal(["qwen3:8b"], Usable(await requests.StatusAsync(Token)));
        File.Delete(home.ConfigurationFile);

        Assert.Equal("qwen3:8b", (await requests.UseLocalAsync(new UseLocalServerParams { Endpoint = server.Endpoint, Model = "qwen3:8b" }, Token)).Name);

        var after = await requests.StatusAsync(Token);
        Assert.Equal(["qwen3:8b"], Usable(after));
        Assert.Equal([("ollama", false), ("moonshot", true)], after.Providers.Select(provider => (provider.Name, provider.NeedsKey)));
        Assert.True(Assert.Single(after.LocalServers).IsConfigured);
    }

    private static IEnumerable<string> Usable(KeyStatusResult status) => status.Models.Where(model => model is { IsUsable: true, IsDefault: true }).Select(model => model.Name);
}
