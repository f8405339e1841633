namespace EditorAgent.Benchmarks.Servers;

/// <summary>What MCP servers cost: a call against the SDK's bare client, a call beside a server that floods, a start of the product.</summary>
internal static class McpBenchmark
{
    public static async Task<int> RunAsync(TextWriter output)
    {
        await output.WriteLineAsync($"{Environment.ProcessorCount} cores; the SDK's client, calm or none first");
        await output.WriteLineAsync("| what | against | editor-agent | ratio | budget | |");
        await output.WriteLineAsync("|---|---|---|---|---|---|");
        var everything = await ServerProgram.EverythingAsync();
        var holds = await CallComparison.RunAsync(await ServerProgram.DatabaseAsync(), output);
        holds &= await CallComparison.RunAsync(everything, output);
        holds &= await CallComparison.RunAsync(ServerProgram.Own("echo", "echo"), output);
        holds &= await FloodComparison.RunAsync(everything, output);
        holds &= await StartComparison.RunAsync(output);
        return holds ? 0 : 1;
    }
}
