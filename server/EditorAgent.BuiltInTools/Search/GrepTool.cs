using System.Text.Json;
using System.Text.RegularExpressions;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.BuiltInTools.Search;

/// <summary>Searches file contents line by line.</summary>
public sealed class GrepTool(Workspace workspace, WithheldFiles? withheld = null) : ITool
{
    private const int DefaultLimit = 200;
    private const int MostLimit = 2000;
    private const int MostContext = 20;

    public ToolDefinition Definition { get; } = new(
        "grep",
        "Searches text files with a .NET regular expression, one line at a time (a match cannot span lines). "
        + "Skips binary files and what git ignores.",
        """{"type":"object","properties":{"pattern":{"type":"string"},"path":{"type":"string","description":"file or directory, default: workspace root"},"glob":{"type":"string","description":"only these files, e.g. *.cs or src/**/*.{ts,tsx}"},"output":{"type":"string","enum":["content","files","count"],"description":"default content"},"context":{"type":"integer","minimum":0,"description":"lines around each match"},"ignore_case":{"type":"boolean"},"limit":{"type":"integer","minimum":1,"description":"default 200"}},"required":["pattern"],"additionalProperties":false}"""u8.ToArray());

    public ValueTask<ToolPlan> PlanAsync(JsonElement arguments, CancellationToken cancellationToken)
    {
        if (arguments.RequiredString("pattern").AsSpan().ContainsAny('\n', '\r'))
        {
            return ValueTask.FromResult<ToolPlan>(new ToolPlan.Refused("A match cannot span lines; search for one of the lines."));
        }

        LinePattern pattern;
        try
        {
            pattern = LinePattern.Parse(arguments.RequiredString("pattern"), arguments.OptionalBoolean("ignore_case"));
        }
        catch (ArgumentException malformed)
        {
            return ValueTask.FromResult<ToolPlan>(new ToolPlan.Refused($"{malformed.Message} Escape characters that are meant literally."));
        }

        var glob = arguments.OptionalString("glob") is { Length: > 0 } text ? PathGlob.Parse(SearchPlans.FromDirectory(workspace, arguments.OptionalString("path"), text)) : null;
        if (glob is null && arguments.OptionalString("glob") is { Length: > 0 })
        {
            return ValueTask.FromResult<ToolPlan>(new ToolPlan.Refused("The glob's braces stand for too many alternatives; use fewer."));
        }

        var output = arguments.OptionalString("output") switch
        {
            "files" => GrepOutput.Files,
            "count" => GrepOutput.Count,
            _ => GrepOutput.Content,
        };
        return ValueTask.FromResult(SearchPlans.For(workspace, arguments.OptionalString("path"), "Search", path => new GrepRequest(
            pattern,
            path,
            glob,
            output,
            Math.Clamp(arguments.OptionalInt32("context") ?? 0, 0, MostContext),
            Math.Clamp(arguments.OptionalInt32("limit") ?? DefaultLimit, 1, MostLimit))));
    }

    public async ValueTask<ToolResult> RunAsync(ApprovedToolCall call, IProgress<string> output, CancellationToken cancellationToken)
    {
        var request = (GrepRequest)call.Plan.State!;
        FileScanner[] scanners;
        try
        {
            scanners = await this.ScanAsync(request, cancellationToken);
        }
        catch (RegexMatchTimeoutException)
        {
            return ToolResult.Error("The pattern takes too long on some line; avoid nested repetitions, look-around and back-references.");
        }

        if (scanners.Length == 0)
        {
            return ToolResult.Error(request.Path.Relative.AsSpan().ContainsAny('*', '?', '{')
                ? $"{request.Path} does not exist: path takes one file or directory, a pattern of files belongs into glob."
                : $"{request.Path} does not exist; use list or glob to find the right path.");
        }

        var files = scanners.SelectMany(scanner => scanner.Hits).OrderBy(file => file.Path, StringComparer.Ordinal).ToList();
        var kept = files.RemoveAll(file => this.IsWithheld(request, file.Path));
        var report = new GrepReport(request, workspace.NameOf);
        return ToolResult.Success(report.Write(files, scanners.Sum(scanner => scanner.Searched), scanners.Sum(scanner => scanner.TooLarge), kept)) with { Origin = TextOrigin.Workspace };
    }

    /// <summary>A file that was named itself has been judged like any other call on it.</summary>
    private bool IsWithheld(GrepRequest request, string file) =>
        withheld is not null && (file == request.Path.Absolute ? withheld.HidesName(this.Definition.Name, file) : withheld.HidesContent(this.Definition.Name, file));

    /// <returns>Empty when there is nothing to search in.</returns>
    private async Task<FileScanner[]> ScanAsync(GrepRequest request, CancellationToken cancellationToken)
    {
        var start = request.Path.Absolute;
        if (File.Exists(start))
        {
            var scanner = new FileScanner(request, workspace);
            scanner.Scan(start);
            return [scanner];
        }

        if (!Directory.Exists(start))
        {
            return [];
        }

        return await ParallelWalk<FileScanner>.RunAsync(
            start,
            GitIgnore.Above(start, workspace.RealRoot),
            () => new FileScanner(request, workspace),
            (scanner, file) => Visit(scanner, request, file),
            cancellationToken);
    }

    private static void Visit(FileScanner scanner, GrepRequest request, string file)
    {
        if (request.Glob is null || request.Glob.IsMatch(SearchPlans.RelativeTo(request.Path, file)))
        {
            scanner.Scan(file);
        }
    }
}
