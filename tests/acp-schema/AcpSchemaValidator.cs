namespace EditorAgent.Tests.Shared;

/// <summary>
/// Holds recorded frames against the schema that the official ACP SDK ships, and against the order that clients rely on.
/// A transcript has one line a frame: <c>{"from":"client"|"agent","frame":{...}}</c>; <c>"deliberate":true</c> marks a frame that the test
/// sends broken on purpose.
/// </summary>
internal static class AcpSchemaValidator
{
    /// <summary>Empty when every frame is valid, else one line a fault. An empty transcript is a fault.</summary>
    public static async Task<string> FaultsAsync(IEnumerable<string> transcript, CancellationToken cancellationToken)
    {
        var folder = await NpmFolder.OpenAsync("acp-schema", cancellationToken);
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllLinesAsync(file, transcript, cancellationToken);
            var (exitCode, output) = await folder.NodeAsync(["validate-frames.mjs", file], cancellationToken);
            return exitCode == 0 ? "" : output.Length > 0 ? output : $"the validator ended with {exitCode}";
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>A line of a transcript.</summary>
    public static string Line(string from, string frameJson) => $$"""{"from":"{{from}}","frame":{{frameJson}}}""";
}
