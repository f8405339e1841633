using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace EditorAgent.Host.McpServer.Workspaces;

/// <summary>Completes an argument that is called <c>path</c>: files that begin with what is typed, then files that hold it somewhere.</summary>
internal sealed class PathCompletion(WorkspaceFileList files)
{
    private const int Most = 100;

    public ValueTask<CompleteResult> CompleteAsync(RequestContext<CompleteRequestParams> request, CancellationToken cancellationToken)
    {
        var typed = request.Params.Argument;
        List<string> found = typed.Name == "path"
            ? [.. files.All(cancellationToken)
                .Select(file => file.Relative)
                .Where(path => path.Contains(typed.Value, StringComparison.OrdinalIgnoreCase))
                .OrderBy(path => path.StartsWith(typed.Value, StringComparison.OrdinalIgnoreCase) ? 0 : 1)
                .ThenBy(path => path, StringComparer.Ordinal)]
            : [];
        return ValueTask.FromResult(new CompleteResult { Completion = new Completion { Values = [.. found.Take(Most)], Total = found.Count, HasMore = found.Count > Most } });
    }
}
