using EditorAgent.Core.Configuration;
using EditorAgent.Host.Composition;
using EditorAgent.Tests.Workspaces;
using Microsoft.Extensions.Logging;
using Xunit;

namespace EditorAgent.Tests.Composition;

public sealed class LogFileTests
{
    private const string Key = "logged-key-31c4";

    [Fact]
    public void Log_WhenTextHoldsAConfiguredKey_MasksIt()
    {
        using var directory = new TemporaryDirectory();
        directory.Write("config.toml", $"[providers.mine]\ntype = \"openai\"\nbase_url = \"https://example.org/v1\"\napi_key = \"{Key}\"\n\n[providers.mine.headers]\nx-gateway = \"header-{Key}\"\n");
        var home = EditorAgentHome.From(new Dictionary<string, string> { ["EDITORAGENT_HOME"] = directory.Path });
        Assert.Equal(Key, Assert.Single(ConfigurationLoader.Load(home, null, new Dictionary<string, string>()).Providers).ApiKey);
        var log = LogFile.In(home);

        log.LogWarning("sent {Key} to somebody", Key);
        log.WriteFault(new InvalidOperationException($"bad header header-{Key}", new IOException($"?key={Key}&x")));

        var text = File.ReadAllText(log.Path);
        Assert.DoesNotContain(Key, text, StringComparison.Ordinal);
        Assert.Contains("sent *** to somebody", text, StringComparison.Ordinal);
        Assert.Contains("bad header ***", text, StringComparison.Ordinal);
    }
}
