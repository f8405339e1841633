using System.Diagnostics;
using EditorAgent.ScriptedModelServer;
using Xunit;

namespace EditorAgent.Tests.Scripted;

public sealed class ScriptedServerProcessTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("scripted-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Executable_WithAConversation_PrintsItsAddressAndAnswers()
    {
        var file = Path.Combine(this.folder.FullName, "talk.yaml");
        await File.WriteAllTextAsync(file, "turns: [{answer: {text: spoken by another process}}]", Token);
        using var process = Start("--conversation", file, "--fault", """{"status":500}""");
        try
        {
            var line = await process.StandardOutput.ReadLineAsync(Token);
            Assert.StartsWith("listening http://127.0.0.1:", line, StringComparison.Ordinal);
            using var http = new HttpClient { BaseAddress = new Uri(line!["listening ".Length..]) };

            using var failed = await http.PostAsync("v1/chat/completions", new StringContent(RawVendorClient.ChatGo), Token);
            using var answered = await http.PostAsync("v1/chat/completions", new StringContent(RawVendorClient.ChatGo), Token);

            Assert.Equal(500, (int)failed.StatusCode);
            Assert.Contains("spoken by", await answered.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    [Theory]
    [InlineData("--conversation is missing")]
    [InlineData("unknown option '--frob'", "--frob")]
    [InlineData("unknown quirk 'odd'", "--quirk", "odd")]
    [InlineData("unknown fault field 'x'", "--fault", """{"x":1}""")]
    [InlineData("talk.yaml", "--conversation", "/nowhere/talk.yaml")]
    public async Task Executable_WithBadOptions_SaysWhyAndEndsWithTwo(string expected, params string[] arguments)
    {
        using var process = Start(arguments);
        var error = await process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);

        Assert.Equal(2, process.ExitCode);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    public void Dispose() => this.folder.Delete(recursive: true);

    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(typeof(ScriptedModelHost).Assembly.Location);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }
}
