using System.Text.Json;
using System.Text.Json.Nodes;
using EditorAgent.EndToEnd.Tests.Crash;
using EditorAgent.EndToEnd.Tests.Executable;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.Clients;

/// <summary>How an editor comes to know the executable, how it then starts it, and the login that it offers.</summary>
public sealed class RegistrationTests : IDisposable
{
    private static readonly string[] Methods = ["agent", "terminal"];

    private readonly AgentFolders folders = new();

    public RegistrationTests()
    {
        this.folders.Environment["HOME"] = this.folders.Home;
        this.folders.Environment.Remove("XDG_CONFIG_HOME");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Install_ForAnIde_WritesWhatADesktopCanStart()
    {
        var installed = await AgentProcess.RunAsync(this.folders, "acp", "install", "--ide", "jetbrains");
        Assert.True(installed.ExitCode == 0, installed.ToString());
        Assert.Single(installed.Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        var file = Path.Combine(this.folders.Home, ".jetbrains", "acp.json");
        var entry = JsonNode.Parse(await File.ReadAllTextAsync(file, Token))!["agent_servers"]!["EditorAgent"]!;

        using var desktop = new AgentFolders();
        desktop.Environment.Clear();
        desktop.Environment["HOME"] = this.folders.Home;
        foreach (var (name, value) in entry["env"]!.AsObject())
        {
            desktop.Environment[name] = value!.GetValue<string>();
        }

        string[] arguments = [.. entry["args"]!.AsArray().Select(argument => argument!.GetValue<string>())];
        await using var agent = AgentProcess.Start(entry["command"]!.GetValue<string>(), desktop, arguments);
        Assert.NotEmpty(await AuthMethodsAsync(agent, """{"protocolVersion":1}"""));

        var taken = await AgentProcess.RunAsync(this.folders, "acp", "uninstall", "--ide", "jetbrains");
        Assert.True(taken.ExitCode == 0, taken.ToString());
        Assert.Empty(JsonNode.Parse(await File.ReadAllTextAsync(file, Token))!["agent_servers"]!.AsObject());
    }

    /// <summary>What the registry of agents demands of an entry before it lists it.</summary>
    [Fact]
    public async Task RegistryEntry_StartedInAFreshHome_OffersAWayToLogIn()
    {
        var entry = JsonElement.Parse(await File.ReadAllTextAsync(Repository.At("protocol", "registry", "agent.json"), Token));
        var binary = entry.GetProperty("distribution").GetProperty("binary").GetProperty("linux-x86_64");
        string[] arguments = [.. binary.GetProperty("args").EnumerateArray().Select(argument => argument.GetString()!)];
        this.folders.Environment["EDITORAGENT_HOME"] = Path.Combine(this.folders.Home, "not", "there");

        await using var agent = await AgentProcess.StartAsync(this.folders, arguments);
        var methods = await AuthMethodsAsync(agent, """{"protocolVersion":1,"clientCapabilities":{"auth":{"terminal":true}}}""");

        Assert.All(methods, method => Assert.Contains(method.TryGetProperty("type", out var type) ? type.GetString() : "agent", Methods));
        Assert.Contains(methods, method => method.TryGetProperty("type", out var type) && type.ValueEquals("terminal"));
    }

    [Fact]
    public async Task Login_InATerminal_KeepsTheKeyWhereTheConfigurationIs()
    {
        this.folders.WithConfig("[providers.mine]\ntype = \"openai\"\nbase_url = \"http://0.0.0.0:1/v1\"\n[models.main]\nprovider = \"mine\"\nmodel = \"scripted\"\n");

        await using var agent = await AgentProcess.StartAsync(this.folders, "acp", "login");
        await agent.Input.WriteAsync("1\nsk-typed-0123456789\n".AsMemory(), Token);
        agent.Input.Close();
        var result = await agent.WaitForEndAsync(await agent.Output.ReadToEndAsync(Token));

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("  1. mine at http://0.0.0.0:1/v1, needs a key", result.Stdout, StringComparison.Ordinal);
        Assert.Contains("could not be tried", result.Stdout, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-typed", result.Stdout + result.Stderr, StringComparison.Ordinal);
        Assert.Contains("api_key = \"sk-typed-0123456789\"", await File.ReadAllTextAsync(Path.Combine(this.folders.Home, "config.toml"), Token), StringComparison.Ordinal);

        var nothing = await AgentProcess.RunAsync(this.folders, "login");
        Assert.Equal(2, nothing.ExitCode);
        Assert.Single(nothing.ErrorLines);
    }

    public void Dispose() => this.folders.Dispose();

    private static async Task<JsonElement[]> AuthMethodsAsync(AgentProcess agent, string parameters)
    {
        var client = new AcpLines(agent);
        await client.RequestAsync(0, "initialize", JsonNode.Parse(parameters)!.AsObject());
        var answer = (await client.WaitForAnswerAsync(0))!.Value;
        agent.Input.Close();
        var end = await agent.WaitForEndAsync();
        Assert.True(end is { ExitCode: 0, Stderr: "" }, end.ToString());
        return [.. answer.GetProperty("result").GetProperty("authMethods").EnumerateArray()];
    }
}
