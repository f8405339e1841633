using System.Diagnostics;
using System.Globalization;
using EditorAgent.Benchmarks;
using EditorAgent.Benchmarks.Edits;
using EditorAgent.Benchmarks.FirstQuery;
using EditorAgent.Benchmarks.Indexing;
using EditorAgent.Benchmarks.Loading;
using EditorAgent.Benchmarks.Servers;

// dotnet run -c Release --project tests/EditorAgent.Benchmarks [-- rounds]
// dotnet run -c Release --project tests/EditorAgent.Benchmarks -- search
// dotnet run -c Release --project tests/EditorAgent.Benchmarks -- sandbox
// dotnet run -c Release --project tests/EditorAgent.Benchmarks -- load [solution] [rounds]
// dotnet run -c Release --project tests/EditorAgent.Benchmarks -- delta [solution]
// The first publishes the product and the floor loop the same way, runs them in turn against the same instant model, prints ratios.
// The second searches 100,000 lines with the grep tool and with ripgrep, in turn.
// The third runs `true` plain and in the sandbox, in turn.
// The fourth loads generated solutions, or a restored one of yours, with MSBuildWorkspace and with ours, cold and warm, in turn.
// -- firstquery [solution] asks the first semantic question after a load, with and without preparing, of a generated or a restored solution.
// -- delta [solution] makes 60 random edits in a solution of 40 projects, or in a restored one, and asks for the diagnostics delta of each.
// -- index [path] builds the syntax index of 2,000 generated files, or of those below a path, cold and from disk, beside parsing alone.
// -- mcp calls servers through the hub and through the SDK's bare client in turn, and beside a server that floods; starts with known servers and without.
// -- mcp start does only the last.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["search"])
{
    return await SearchBenchmark.RunAsync(Console.Out);
}

if (args is ["load-child", ..])
{
    return await LoadChild.RunAsync(args[1..]);
}

if (args is ["load", ..])
{
    return await LoadBenchmark.RunAsync(args.Skip(1).FirstOrDefault(word => !word.All(char.IsAsciiDigit)), args.Skip(1).Where(word => word.All(char.IsAsciiDigit)).Select(int.Parse).FirstOrDefault(5), Console.Out);
}

if (args is ["load-generate", var folder, var projects, var files])
{
    Console.WriteLine(await LargeSolution.WriteAsync(Path.GetFullPath(folder), int.Parse(projects), int.Parse(files)));
    return 0;
}

if (args is ["firstquery-child", ..])
{
    return await FirstQueryChild.RunAsync(args[1..]);
}

if (args is ["firstquery", ..])
{
    return await FirstQueryBenchmark.RunAsync(Console.Out, args is [_, var restored, ..] ? Path.GetFullPath(restored) : null);
}

if (args is ["delta", ..])
{
    return await DeltaBenchmark.RunAsync(Console.Out, args.ElementAtOrDefault(1));
}

if (args is ["index-child", ..])
{
    return await IndexChild.RunAsync(args[1..]);
}

if (args is ["index", ..])
{
    return await IndexBenchmark.RunAsync(Console.Out, args is [_, var sources, ..] ? Path.GetFullPath(sources) : null);
}

if (args is ["mcp"])
{
    return await McpBenchmark.RunAsync(Console.Out);
}

if (args is ["mcp", "start"])
{
    return await StartComparison.RunAsync(Console.Out) ? 0 : 1;
}

if (args is ["mcp-server", var mode, ..])
{
    return await EchoServer.RunAsync(mode);
}

if (args is ["sandbox"])
{
    return await SandboxBenchmark.RunAsync(Console.Out);
}

var rounds = args is [var given, ..] ? int.Parse(given) : 11;
var product = await Published.ProductAsync();
var floorProgram = await Published.FloorAsync();
using var workspace = BenchmarkWorkspace.Create(files: 300);
await using var model = await InstantModel.StartAsync();

var floor = new Subject("floor", (url, folder, scratch) => new ProcessStartInfo(floorProgram, [url, folder, Path.Combine(scratch, "journal.jsonl")]));
var agent = new Subject("editor-agent", (url, folder, scratch) => new ProcessStartInfo(product, ["run", "Read the files.", "--cwd", folder])
{
    Environment =
    {
        ["EDITORAGENT_HOME"] = Path.Combine(scratch, "home"),
        ["EDITORAGENT_BASE_URL"] = url,
        ["EDITORAGENT_API_KEY"] = "none",
        ["EDITORAGENT_MODEL"] = "instant",
    },
});

Console.WriteLine($"{rounds} rounds of 50 steps and 3 of 299, floor and product in turn; {Environment.ProcessorCount} cores; every step reads a 3.9 KB file and is synced to disk");
await floor.RunAsync(model, workspace.Folder, 5);
await agent.RunAsync(model, workspace.Folder, 5);
var (floorShort, agentShort) = await PairAsync(50, rounds);
var (floorLong, agentLong) = await PairAsync(299, 3);
LoopTable.Write(Console.Out, floorShort, agentShort, floorLong, agentLong);
return 0;

async Task<(List<Measurement> Floor, List<Measurement> Agent)> PairAsync(int steps, int count)
{
    var (floors, agents) = (new List<Measurement>(), new List<Measurement>());
    for (var round = 0; round < count; round++)
    {
        floors.Add(await floor.RunAsync(model, workspace.Folder, steps));
        agents.Add(await agent.RunAsync(model, workspace.Folder, steps));
    }

    return (floors, agents);
}
