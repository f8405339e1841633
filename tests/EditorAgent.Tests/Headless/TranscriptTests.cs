using EditorAgent.Core.Models;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Tools;
using EditorAgent.Host.Headless;
using Xunit;

namespace EditorAgent.Tests.Headless;

public sealed class TranscriptTests
{
    [Theory]
    [InlineData("1\tonly line\n(1 lines in all; end of file)", "read", "1 line")]
    [InlineData("exit code 0, 20.0 s\n(no output)", "shell", "exit code 0, 20.0 s")]
    [InlineData("exit code 0, 0.1 s\none", "shell", "exit code 0, 0.1 s, 1 line")]
    [InlineData("1\ta\n2\tb\n(2 lines in all; end of file)", "read", "2 lines")]
    public async Task Line_OfACallThatEnded_CountsWhatIsNotTheToolsOwn(string text, string tool, string expected) =>
        Assert.Equal($"> Read a.txt: {expected}", await WrittenAsync(tool, text));

    private static async Task<string> WrittenAsync(string tool, string text)
    {
        using var progress = new StringWriter();
        await using (var transcript = new Transcript(TextWriter.Null, progress))
        {
            var id = new ToolCallId("c");
            transcript.Receive(new SessionEnvelope(1, default, new SessionEvent.ToolCallPlanned(id, tool, "Read a.txt", ToolKind.Read, "{}", null, [], [])));
            transcript.Receive(new SessionEnvelope(2, default, new SessionEvent.ToolCallEnded(id, tool, [new ContentPart.Text(text)], IsError: false, Tests: null)));
            await transcript.DrainAsync(TestContext.Current.CancellationToken);
        }

        return progress.ToString().Trim();
    }
}
