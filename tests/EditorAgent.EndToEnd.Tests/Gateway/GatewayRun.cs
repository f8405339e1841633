using EditorAgent.EndToEnd.Tests.Executable;
using EditorAgent.EndToEnd.Tests.Mcp;
using EditorAgent.Tests.Shared;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.Gateway;

/// <summary>The published gateway between a scripted model and the reference server; shared by all scenarios.</summary>
public sealed class GatewayRun : IAsyncLifetime
{
    private readonly AgentFolders folders = new();
    private ScriptedServer? model;
    private EverythingServer? server;
    private AgentProcess? gateway;
    private string baseUrl = "";
    private string token = "";

    public async ValueTask InitializeAsync()
    {
        this.model = await ScriptedServer.StartAsync(await File.ReadAllTextAsync(Repository.At("tests", "EditorAgent.EndToEnd.Tests", "Gateway", "conversation.yaml")));
        this.server = await EverythingServer.StartAsync();
        var tokenFile = Path.Combine(this.folders.Home, "gateway-token");
        this.gateway = await AgentProcess.StartAsync(this.folders, "gateway", "--upstream", this.model.BaseUrl(), "--token-file", tokenFile);
        var line = await this.gateway.Output.ReadLineAsync(CancellationToken.None).AsTask().WaitAsync(Limits.Hang);
        this.baseUrl = line ?? throw new InvalidOperationException($"The gateway did not start: {await this.gateway.WaitForEndAsync()}");
        this.token = (await File.ReadAllTextAsync(tokenFile)).Trim();
    }

    public async ValueTask DisposeAsync()
    {
        await (this.gateway?.DisposeAsync() ?? default);
        await (this.server?.DisposeAsync() ?? default);
        await (this.model?.DisposeAsync() ?? default);
        this.folders.Dispose();
    }

    /// <summary>Has the vendor's client hold a conversation of <c>gateway-client/scenarios.mjs</c>; fails where it did not go as told there.</summary>
    /// <param name="recordFile">Gets what came over the wire.</param>
    internal async Task ConverseAsync(string scenario, string? recordFile = null)
    {
        var packages = await McpPackages.OpenAsync();
        var script = Path.Combine((await NpmFolder.OpenAsync("mcp-servers", TestContext.Current.CancellationToken)).Path, "gateway-client", "scenarios.mjs");
        string[] arguments = [script, scenario, this.baseUrl, this.token, this.server!.Address.AbsoluteUri, .. recordFile is null ? [] : new[] { recordFile }];
        var result = await AgentProcess.RunExecutableAsync(packages.Node, this.folders, arguments);
        Assert.True(result.ExitCode == 0, result.ToString());
    }

    /// <summary>Everything the gateway wrote beside its answers.</summary>
    internal string LogText => string.Concat(Directory.EnumerateFiles(this.folders.Home, "*.log").Select(File.ReadAllText));
}
