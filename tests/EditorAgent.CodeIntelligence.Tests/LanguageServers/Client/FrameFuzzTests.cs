using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using EditorAgent.CodeIntelligence.LanguageServers.Client;
using EditorAgent.CodeIntelligence.LanguageServers.Protocol;
using EditorAgent.Fuzzing;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.LanguageServers.Client;

/// <summary>Whatever bytes a server writes: its connection ends with a word of it, nothing breaks and nothing hangs.</summary>
public sealed class FrameFuzzTests
{
    private static readonly string[] Messages =
    [
        """{"jsonrpc":"2.0","id":2,"result":[{"uri":"file:///a","range":{"start":{"line":0,"character":0},"end":{"line":0,"character":5}}}]}""",
        """{"jsonrpc":"2.0","id":2,"error":{"code":-32800,"message":"cancelled","data":{"x":[1]}}}""",
        """{"jsonrpc":"2.0","method":"textDocument/publishDiagnostics","params":{"uri":"file:///a","version":3,"diagnostics":[{"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":5}},"message":"m","code":5,"severity":1}]}}""",
        """{"jsonrpc":"2.0","method":"$/progress","params":{"token":"t","value":{"kind":"begin","title":"x","percentage":10}}}""",
        """{"jsonrpc":"2.0","id":"s","method":"client/registerCapability","params":{"registrations":[{"id":"1","method":"workspace/didChangeWatchedFiles","registerOptions":{"watchers":[{"globPattern":"**/*.{a,b}","kind":7}]}}]}}""",
        """{"jsonrpc":"2.0","id":7,"method":"workspace/configuration","params":{"items":[{"section":"a.b"}]}}""",
        """{"jsonrpc":"2.0","id":8,"method":"workspace/applyEdit","params":{"label":"l","edit":{"changes":{"file:///a":[{"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":5}},"newText":"\ud83d\ude00"}]}}}}""",
        """{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":7}}""",
        """{"jsonrpc":"2.0","method":"window/logMessage","params":{"type":3,"message":"text"}}""",
    ];

    [Fact]
    public async Task Connection_WhenStreamIsMutated_EndsWithoutCrashOrHang()
    {
        var corpus = Messages.Select(Frame).Append(string.Concat(Messages.Select(Frame)));
        var mutator = new ByteMutator(FuzzBudget.Seed, corpus, ["Content-Length: ", "\r\n\r\n", "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\n", "\"id\":", "\"method\":", "\"params\":", "\"result\":"]);

        await FuzzRun.AllAsync(mutator, FuzzBudget.Iterations, input => TryAsync(input, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Connection_WhenStreamIsWhole_TakesEveryMessage()
    {
        var state = State();
        var input = Encoding.UTF8.GetBytes(string.Concat(Messages.Skip(2).Select(Frame)));
        using var connection = new LspConnection(new MemoryStream(input), new MemoryStream(), new ServerRequests(state), state.Receive, new LspLimits(), TimeProvider.System);

        connection.Start();

        Assert.Equal("ended", await connection.Ended.WaitAsync(TestContext.Current.CancellationToken));
        Assert.Single(state.Published.Paths);
        Assert.Equal("x 10%", state.Progress.Current);
        Assert.Equal(["text"], state.Log.Lines);
    }

    private static async Task TryAsync(byte[] input, CancellationToken cancellationToken)
    {
        var state = State();
        var output = new Pipe();
        using var connection = new LspConnection(new MemoryStream(input), output.Writer.AsStream(), new ServerRequests(state), state.Receive, new LspLimits(), TimeProvider.System);
        var drain = output.Reader.CopyToAsync(Stream.Null, cancellationToken);
        connection.Start();
        var reason = await connection.Ended.WaitAsync(cancellationToken);
        Assert.NotEmpty(reason);
        _ = state.Capabilities.Has("textDocument/diagnostic");
        _ = state.Progress.Current;
        await output.Writer.CompleteAsync();
        await drain;
    }

    private static SessionState State() => new(JsonDocument.Parse("{}").RootElement, [new WorkspaceFolder("file:///a", "a")], TimeProvider.System);

    private static string Frame(string json) => $"Content-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}";
}
