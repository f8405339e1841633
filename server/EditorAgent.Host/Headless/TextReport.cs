using EditorAgent.Core.Sessions;
using EditorAgent.Core.Tools;

namespace EditorAgent.Host.Headless;

/// <summary>A run as text: the answer on stdout, everything else on stderr. Where the answer is to be JSON, stdout holds nothing but that.</summary>
internal sealed class TextReport : IRunReport
{
    private readonly StreamWriter answer;
    private readonly Transcript transcript;

    public TextReport(Stream stdout, bool onlyOutput)
    {
        this.answer = new StreamWriter(stdout, leaveOpen: true);
        this.transcript = new Transcript(onlyOutput ? Console.Error : this.answer, Console.Error);
        this.Asks = !Console.IsInputRedirected && !Console.IsErrorRedirected ? new TerminalPrompt(this.transcript, Console.In) : new UnattendedPrompt();
    }

    public IPermissionPrompt Asks { get; }

    public void Begin(SessionId session, string folder)
    {
    }

    public void Receive(SessionEnvelope envelope) => this.transcript.Receive(envelope);

    public async Task CompleteAsync(RunEnd end)
    {
        await this.transcript.DrainAsync(CancellationToken.None);
        if (end.Output is { } output)
        {
            await this.answer.WriteLineAsync(output);
        }

        if (end.Cost is { } cost)
        {
            await Console.Error.WriteLineAsync($"editor-agent: {TurnCost.LineFor(cost, end.Outcome)}");
        }

        if (end.Line is { } line)
        {
            await Console.Error.WriteLineAsync($"editor-agent: {TerminalText.Visible(line)}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await this.transcript.DisposeAsync();
        await this.answer.DisposeAsync();
    }
}
