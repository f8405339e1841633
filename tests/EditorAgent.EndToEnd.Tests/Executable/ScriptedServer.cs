using System.Diagnostics;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.Executable;

/// <summary>The scripted vendor as a process of its own, on a port that the system chose. It refuses what a strict vendor refuses.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private const string Greeting = "listening ";
    private readonly Process process;
    private readonly DirectoryInfo folder;
    private readonly HttpClient http;

    private ScriptedServer(Process process, DirectoryInfo folder, Uri root)
    {
        this.process = process;
        this.folder = folder;
        this.http = new HttpClient { BaseAddress = root };
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <param name="conversation">The YAML of a conversation.</param>
    /// <param name="options">More options of the server's command line.</param>
    public static async Task<ScriptedServer> StartAsync(string conversation, params string[] options)
    {
        var folder = Directory.CreateTempSubdirectory("scripted-server-");
        var file = Path.Combine(folder.FullName, "conversation.yaml");
        await File.WriteAllTextAsync(file, conversation, Token);
        var start = new ProcessStartInfo(Repository.Dotnet, [Repository.OutputOf("EditorAgent.ScriptedModelServer"), "--conversation", file, .. options])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var line = await process.StandardOutput.ReadLineAsync(Token).AsTask().WaitAsync(Limits.Hang, Token);
        if (line is null || !line.StartsWith(Greeting, StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"The scripted server did not start: {line} {await errors}");
        }

        _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        return new ScriptedServer(process, folder, new Uri(line[Greeting.Length..]));
    }

    /// <summary>What goes into <c>EDITORAGENT_BASE_URL</c>.</summary>
    /// <param name="fault">Every request of that client meets this fault, in the form <c>status=429;retryAfter=1</c>.</param>
    public string BaseUrl(string? fault = null) => new Uri(this.http.BaseAddress!, fault is null ? "v1" : $"_fault/{fault}/v1").ToString();

    /// <summary>Queues a fault for the next request.</summary>
    public async Task AddFaultAsync(string json)
    {
        using var answer = await this.http.PostAsync("_faults", new StringContent(json), Token);
        answer.EnsureSuccessStatusCode();
    }

    public async Task ForgetFaultsAsync()
    {
        using var answer = await this.http.DeleteAsync("_faults", Token);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The bodies of all requests so far, as they came.</summary>
    public async Task<string[]> RequestsAsync() =>
        (await this.http.GetStringAsync("_requests", Token)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The body of an answer as it is sent, byte for byte.</summary>
    public async Task<byte[]> AnswerAsync(string path, string requestBody)
    {
        using var answer = await this.http.PostAsync(path, new StringContent(requestBody), Token);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsByteArrayAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        this.http.Dispose();
        this.process.Kill();
        await this.process.WaitForExitAsync(CancellationToken.None);
        this.process.Dispose();
        this.folder.Delete(recursive: true);
    }
}
