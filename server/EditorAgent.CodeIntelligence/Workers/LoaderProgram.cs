using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using EditorAgent.CodeIntelligence.Loading;

namespace EditorAgent.CodeIntelligence.Workers;

/// <summary>The worker that runs MSBuild: takes one command, says how far it is, stores what it found, and ends.</summary>
public static class LoaderProgram
{
    /// <param name="input">The command, to its end.</param>
    /// <param name="output">One report a line.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task RunAsync(Stream input, Stream output, CancellationToken cancellationToken)
    {
        var command = await JsonSerializer.DeserializeAsync(input, LoaderJson.Default.LoadCommand, cancellationToken)
            ?? throw new InvalidDataException("the loader was told nothing");
        var reports = Channel.CreateUnbounded<LoadReport>(new UnboundedChannelOptions { SingleReader = true });
        var writing = WriteAsync(reports.Reader, output, cancellationToken);
        try
        {
            var path = await StoredLoads.MakeAsync(command, new Relay<LoadProgress>(step => reports.Writer.TryWrite(ReportOf(step))), cancellationToken);
            reports.Writer.TryWrite(new LoadReport { StoredAt = path });
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            reports.Writer.TryWrite(new LoadReport { Failure = $"the loaded solution could not be stored: {failure.Message}" });
        }
        finally
        {
            reports.Writer.TryComplete();
            await writing;
        }
    }

    private static LoadReport ReportOf(LoadProgress step) => new()
    {
        Progress = string.Create(CultureInfo.InvariantCulture, $"{step.Done}/{step.All} {step.Project}"),
    };

    private static async Task WriteAsync(ChannelReader<LoadReport> reports, Stream output, CancellationToken cancellationToken)
    {
        await foreach (var report in reports.ReadAllAsync(cancellationToken))
        {
            await JsonSerializer.SerializeAsync(output, report, LoaderJson.Default.LoadReport, cancellationToken);
            output.WriteByte((byte)'\n');
            await output.FlushAsync(cancellationToken);
        }
    }
}
