using System.Text;
using System.Text.Json;
using EditorAgent.EndToEnd.Tests.Executable;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.Crash;

/// <summary>
/// The answer with a call breaks off at a byte: spread over the whole of it, and before and behind every end of an event. The call must not
/// run from what had arrived, and the next attempt must do the job.
/// </summary>
public sealed class CutStreamTests
{
    private const int Spread = 30;
    private const int Servers = 4;
    private const string Content = "first line\nsecond line: ä € 😀\nlast line, which must not be missing\n";

    private static readonly string Conversation = $$"""
        turns:
          - answer:
              text: I write it down.
              calls: [{tool: write, arguments: {path: made.txt, content: {{JsonSerializer.Serialize(Content)}} } }]
          - answer: {text: Done.}
        """;

    [Theory]
    [InlineData("openai", "v1/chat/completions", "\"finish_reason\":\"tool_calls\"")]
    [InlineData("anthropic", "v1/messages", "event: message_delta")]
    public async Task Run_WhenTheAnswerBreaksOff_RunsOnlyTheWholeCall(string provider, string path, string end)
    {
        await PublishedExecutable.PathAsync();
        var servers = await Task.WhenAll(Enumerable.Range(0, Servers).Select(_ => ScriptedServer.StartAsync(Conversation)));
        try
        {
            const string Request = """{"model":"scripted","stream":true,"max_tokens":1000,"messages":[{"role":"user","content":"Go."}]}""";
            var answer = await servers[0].AnswerAsync(path, Request);
            var whole = Encoding.UTF8.GetString(answer);
            var endsAt = Encoding.UTF8.GetByteCount(whole[..whole.IndexOf(end, StringComparison.Ordinal)]);
            var cuts = Cuts(answer);
            Assert.InRange(cuts.Count, Spread, 200);
            await Task.WhenAll(servers.Select(async (server, own) =>
            {
                foreach (var cut in cuts.Where((_, index) => index % Servers == own))
                {
                    await CutOnceAsync(server, provider, cut, mustRetry: cut < endsAt);
                }
            }));
        }
        finally
        {
            foreach (var server in servers)
            {
                await server.DisposeAsync();
            }
        }
    }

    private static async Task CutOnceAsync(ScriptedServer server, string provider, int cut, bool mustRetry)
    {
        using var folders = new AgentFolders().WithModel(server, provider);
        await server.ForgetFaultsAsync();
        await server.AddFaultAsync($$"""{"cutAtByte":{{cut}}}""");

        var result = await AgentProcess.RunAsync(folders, "run", "--yes", "--trust", "--json", "Go.");

        Assert.True(result.ExitCode == 0, $"cut at byte {cut}: {result}");
        JsonElement[] Of(string type) => [.. result.Events.Where(happened => happened.GetProperty("type").ValueEquals(type))];
        var call = Assert.Single(Of("tool_call"));
        Assert.Equal(Content, call.GetProperty("arguments").GetProperty("content").GetString());
        Assert.False(Assert.Single(Of("tool_result")).GetProperty("isError").GetBoolean());
        Assert.Equal(Content, await File.ReadAllTextAsync(folders.WorkFile("made.txt")));
        Assert.True(Of("retry").Length == 1 || (Of("retry").Length == 0 && !mustRetry), $"cut at byte {cut}: {result}");
        var journal = Assert.Single(folders.Journals()).Value;
        Assert.Equal(1, JournalRecord.Read(journal).Count(record => record.Kind == "tool_start"));
    }

    private static SortedSet<int> Cuts(byte[] answer)
    {
        var cuts = new SortedSet<int>(Enumerable.Range(0, Spread).Select(i => i * answer.Length / Spread));
        for (var i = 1; i < answer.Length; i++)
        {
            if (answer[i] == '\n' && answer[i - 1] == '\n')
            {
                cuts.Add(i);
                cuts.Add(i + 1);
            }
        }

        cuts.Remove(answer.Length);
        return cuts;
    }
}
