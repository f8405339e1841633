using System.Text.Json;
using Xunit;
using static EditorAgent.Protocol.Tests.Doors.AcpDoorBench;

namespace EditorAgent.Protocol.Tests.Doors;

public sealed class KeyTests
{
    private const string Key = "sk-wire-0123456789-abcdef";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Set_WhenNothingIsConfigured_MakesASessionPossible_AndTheKeyIsNowhereElse()
    {
        await using var bench = Start(null);
        await bench.InitializeAsync();
        Assert.Equal(-32000, CodeOf(await OpenAsync(bench)));
        var offered = Assert.Single((await StatusAsync(bench)).GetProperty("providers").EnumerateArray());
        Assert.Equal(("moonshot", false, true), (Text(offered, "name"), offered.GetProperty("isSet").GetBoolean(), offered.GetProperty("needsKey").GetBoolean()));

        var set = await bench.RequestAsync("_editoragent/keys/set", $$"""{"provider":"moonshot","key":" {{Key}}\n"}""");

        Assert.Equal("{}", set.GetProperty("result").GetRawText());
        var config = Path.Combine(bench.HomeDirectory, "config.toml");
        Assert.Equal($"[providers.moonshot]\ntype = \"moonshot\"\napi_key = \"{Key}\"\n", await File.ReadAllTextAsync(config, Token));
        var session = (await OpenAsync(bench)).GetProperty("result").GetProperty("sessionId").GetString()!;
        var status = await StatusAsync(bench);
        var provider = status.GetProperty("providers")[0];
        Assert.Equal((true, $"{config}:3"), (provider.GetProperty("isSet").GetBoolean(), Text(provider, "source")));
        Assert.Contains(status.GetProperty("models").EnumerateArray(), model => model.GetProperty("isDefault").GetBoolean() && model.GetProperty("isUsable").GetBoolean());
        await bench.RequestAsync("_editoragent/sessions/rename", $$"""{"sessionId":"{{session}}","title":"x"}""");
        Assert.DoesNotContain(bench.Seen, frame => frame.GetRawText().Contains(Key, StringComparison.Ordinal));
        Assert.DoesNotContain(bench.Log.Lines, line => line.Contains(Key, StringComparison.Ordinal));
        await bench.EndAsync();
        var holding = Directory.GetFiles(bench.HomeDirectory, "*", SearchOption.AllDirectories).Where(file => File.ReadAllText(file).Contains(Key, StringComparison.Ordinal));
        Assert.Equal([config], holding);
    }

    [Theory]
    [InlineData("moonshot", "")]
    [InlineData("moonshot", "two words")]
    [InlineData("moonshot", "ключ")]
    [InlineData("nobody", "sk-fine-key")]
    public async Task Set_OfWhatIsNoKeyOrNoProvider_KeepsNothing(string provider, string key)
    {
        await using var bench = Start(null);
        await bench.InitializeAsync();

        var refused = await bench.RequestAsync("_editoragent/keys/set", $$"""{"provider":"{{provider}}","key":{{Json(key)}}}""");

        Assert.Equal(-32602, CodeOf(refused));
        Assert.False(File.Exists(Path.Combine(bench.HomeDirectory, "config.toml")));
        if (key.Length > 0)
        {
            Assert.DoesNotContain(key, refused.GetRawText(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Set_WhenAVariableIsNamedForTheKey_SaysSoAndKeepsNothing()
    {
        await using var bench = Start(null);
        const string Written = "[providers.mine]\nbase_url = \"https://example.invalid/v1\"\napi_key_env = \"SOME_KEY\"\n";
        var config = Path.Combine(bench.HomeDirectory, "config.toml");
        await File.WriteAllTextAsync(config, Written, Token);
        await bench.InitializeAsync();

        var refused = await bench.RequestAsync("_editoragent/keys/set", $$"""{"provider":"mine","key":"{{Key}}"}""");

        Assert.Equal(-32600, CodeOf(refused));
        Assert.Contains($"{config}:3", refused.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(Written, await File.ReadAllTextAsync(config, Token));
    }

    [Fact]
    public async Task UseLocal_WritesTheModelIntoTheFile_WhereEverythingElseStays()
    {
        await using var bench = Start("turns: [{answer: {text: Done.}}]");
        var config = Path.Combine(bench.HomeDirectory, "config.toml");
        var before = await File.ReadAllTextAsync(config, Token);
        await bench.InitializeAsync();

        var used = (await bench.RequestAsync("_editoragent/keys/use_local", """{"endpoint":"http://127.0.0.1:9/v1/","model":"qwen3:8b"}""")).GetProperty("result");

        Assert.Equal(("qwen3:8b", config), (Text(used, "name"), Text(used, "file")));
        Assert.Equal(
            before.Replace("\"first\"", "\"qwen3:8b\"", StringComparison.Ordinal)
                + "\n\n[providers.local]\ntype = \"openai\"\nbase_url = \"http://127.0.0.1:9/v1\"\n\n[models.\"qwen3:8b\"]\nprovider = \"local\"\nmodel = \"qwen3:8b\"\n",
            await File.ReadAllTextAsync(config, Token));
        var opened = (await OpenAsync(bench)).GetProperty("result");
        Assert.Equal("qwen3:8b", Text(opened.GetProperty("models"), "currentModelId"));

        var again = (await bench.RequestAsync("_editoragent/keys/use_local", """{"endpoint":"http://127.0.0.1:9/v1","model":"llama"}""")).GetProperty("result");
        Assert.Equal("llama", Text(again, "name"));
        Assert.Single((await File.ReadAllLinesAsync(config, Token)), line => line == "[providers.local]");
    }

    [Theory]
    [InlineData("https://example.com/v1")]
    [InlineData("http://user:pw@127.0.0.1:9/v1")]
    [InlineData("http://127.0.0.1.example.com/v1")]
    [InlineData("file:///etc/passwd")]
    [InlineData("x")]
    public async Task UseLocal_OfWhatIsNotOnThisMachine_IsRefused(string endpoint)
    {
        await using var bench = Start(null);
        await bench.InitializeAsync();

        Assert.Equal(-32602, CodeOf(await bench.RequestAsync("_editoragent/keys/use_local", $$"""{"endpoint":"{{endpoint}}","model":"m"}""")));
        Assert.False(File.Exists(Path.Combine(bench.HomeDirectory, "config.toml")));
    }

    private static Task<JsonElement> OpenAsync(AcpDoorBench bench) => bench.RequestAsync("session/new", $$"""{"cwd":{{Json(bench.Workspace)}},"mcpServers":[]}""");

    private static async Task<JsonElement> StatusAsync(AcpDoorBench bench) => (await bench.RequestAsync("_editoragent/keys/status", "{}")).GetProperty("result");

    private static string? Text(JsonElement item, string name) => item.GetProperty(name).GetString();
}
