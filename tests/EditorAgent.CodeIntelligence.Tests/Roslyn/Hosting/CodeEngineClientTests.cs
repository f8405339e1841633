using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Roslyn.Hosting.Rpc;
using Microsoft.Extensions.Logging.Abstractions;
using Nerdbank.Streams;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Roslyn.Hosting;

public sealed class CodeEngineClientTests
{
    private static readonly OverviewQuery Question = new(null, 1, 6000);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Overview_WhenEngineAnswers_BringsTheWholeAnswer()
    {
        var answer = new CodeAnswer("text\ncoverage: 1/1 projects · fresh")
        {
            Places = [new CodePlace("/w/A.cs", 3)],
            Seen = [new SeenVersion("/w/A.cs", "5f3a91")],
            Tests = [new FoundTest("N.C.M", "/w/A.csproj", "/w/A.cs", 4, "calls it, distance 1")],
        };
        using var connected = new Connected(new HangingEngine { Answer = () => answer });

        var got = await connected.Client.OverviewAsync(Question, Token);

        Assert.Equal(answer.Text, got.Text);
        Assert.Null(got.Error);
        Assert.Equal(answer.Places, got.Places);
        Assert.Equal(answer.Seen, got.Seen);
        Assert.Equal(answer.Tests, got.Tests);
    }

    [Fact]
    public async Task Overview_WhenNoAnswerComesInTime_AnswersDeadlineAndCancelsTheEngine()
    {
        var engine = new HangingEngine();
        using var connected = new Connected(engine);
        var asking = connected.Client.OverviewAsync(Question, Token);
        await engine.Asked.WaitAsync(Token);
        Assert.False(asking.IsCompleted);

        connected.Time.Advance(CodeEngineClient.Deadline);

        var answer = await asking.WaitAsync(Token);
        Assert.Equal(CodeError.Deadline, answer.Error);
        Assert.StartsWith("Deadline: no answer within 10 s", answer.Text, StringComparison.Ordinal);
        await engine.Cancelled.WaitAsync(Token);
    }

    [Fact]
    public async Task Rename_WhenCancelled_EndsHereAndThere()
    {
        var engine = new HangingEngine();
        using var connected = new Connected(engine);
        using var cancelling = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var asking = connected.Client.RenameAsync(new RenameQuery("A.B", "C", false, false), cancelling.Token);
        await engine.Asked.WaitAsync(Token);

        await cancelling.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await engine.Cancelled.WaitAsync(Token);
    }

    [Fact]
    public async Task Rename_WhenWorkerEnds_SaysSoInTheProposal()
    {
        var engine = new HangingEngine();
        using var connected = new Connected(engine);
        var asking = connected.Client.RenameAsync(new RenameQuery("A.B", "C", false, false), Token);
        await engine.Asked.WaitAsync(Token);

        connected.Worker.Dispose();

        var proposal = await asking.WaitAsync(Token);
        Assert.Equal(CodeError.Failed, proposal.Refusal!.Error);
        Assert.Equal("Failed: the C# worker ended; ask again", proposal.Refusal.Text);
        Assert.Equal("Failed: the C# worker ended; ask again", (await connected.Client.OverviewAsync(Question, Token)).Text);
        await connected.Client.BuffersAsync([], Token);
    }

    [Fact]
    public async Task Overview_WhenEngineFails_AnswersAnIdAndNoDetails()
    {
        using var connected = new Connected(new HangingEngine { Answer = () => throw new InvalidOperationException("secret detail") });

        var answer = await connected.Client.OverviewAsync(Question, Token);

        Assert.Equal(CodeError.Failed, answer.Error);
        Assert.Matches("^Failed: internal error [0-9a-f]{8} in code/overview; the log has the details$", answer.Text);
    }

    private sealed class Connected : IDisposable
    {
        private readonly CodeHostConnection sidecar;

        public Connected(ICodeEngine engine)
        {
            var (here, there) = FullDuplexStream.CreatePair();
            this.Worker = new CodeHostConnection(there, there, NullLogger.Instance);
            this.Worker.AddLocalRpcTarget(new CodeEngineTarget(engine));
            this.Worker.StartListening();
            this.sidecar = new CodeHostConnection(here, here, NullLogger.Instance);
            this.sidecar.StartListening();
            this.Client = new CodeEngineClient(this.sidecar, "C# worker", this.Time);
        }

        public ManualTime Time { get; } = new();

        public CodeHostConnection Worker { get; }

        public CodeEngineClient Client { get; }

        public void Dispose()
        {
            this.sidecar.Dispose();
            this.Worker.Dispose();
        }
    }
}
