using System.Globalization;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;
using EditorAgent.Host.Composition;
using EditorAgent.Host.McpServer.Offering;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace EditorAgent.Host.McpServer.Workspaces;

/// <summary>The workspace's files as resources: through the same guard and rules as the tool that reads.</summary>
internal sealed class WorkspaceResources(ToolBench bench, BenchCalls calls, WorkspaceFileList files)
{
    private const int PageSize = 500;
    private const int MostBytes = 2 * 1024 * 1024;

    public ValueTask<ListResourcesResult> ListAsync(RequestContext<ListResourcesRequestParams> request, CancellationToken cancellationToken)
    {
        var start = 0;
        if (request.Params?.Cursor is { } cursor && !int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out start))
        {
            throw new McpProtocolException("This cursor was not given by this server.", McpErrorCode.InvalidParams);
        }

        var page = files.All(cancellationToken).Skip(start).Take(PageSize + 1).ToList();
        return ValueTask.FromResult(new ListResourcesResult
        {
            Resources = [.. page.Take(PageSize).Select(file => new Resource { Uri = FileAddress.Of(file.Absolute), Name = file.Relative })],
            NextCursor = page.Count > PageSize ? (start + PageSize).ToString(CultureInfo.InvariantCulture) : null,
        });
    }

    public ValueTask<ListResourceTemplatesResult> ListTemplatesAsync(RequestContext<ListResourceTemplatesRequestParams> request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new ListResourceTemplatesResult
        {
            ResourceTemplates =
            [
                new ResourceTemplate
                {
                    UriTemplate = this.Template,
                    Name = "file",
                    Title = "A file of the workspace",
                    Description = "path from the workspace's root",
                },
            ],
        });

    public string Template => $"{FileAddress.Of(bench.Parts.Workspace.RealRoot)}/{{+path}}";

    public async ValueTask<ReadResourceResult> ReadAsync(RequestContext<ReadResourceRequestParams> request, CancellationToken cancellationToken)
    {
        var uri = request.Params.Uri;
        if (await this.AccessAsync(uri, cancellationToken) is not { } access)
        {
            throw UnknownResource.At(uri);
        }

        FileSnapshot? file;
        try
        {
            file = await bench.Parts.Files.ReadAsync(access.Path, cancellationToken);
        }
        catch (WorkspaceFileException)
        {
            throw UnknownResource.At(uri);
        }

        return file is null ? throw UnknownResource.At(uri)
            : file.Bytes.Length > MostBytes ? throw new McpProtocolException("The file is larger than 2 MiB; read parts of it with the tool read.", McpErrorCode.InvalidParams)
            : new ReadResourceResult { Contents = [ContentsOf(uri, file.Bytes)], TimeToLive = TimeSpan.Zero };
    }

    /// <summary>Where the file is that a client may read under this address; null where there is none.</summary>
    public async ValueTask<string?> LocateAsync(string uri, CancellationToken cancellationToken) => (await this.AccessAsync(uri, cancellationToken))?.Path.Absolute;

    private async ValueTask<ToolAccess.Read?> AccessAsync(string uri, CancellationToken cancellationToken) =>
        FileAddress.PathOf(uri) is { } path && await calls.ApproveAsync("read", ArgumentsText.Of("path", path), new NobodyToAsk(), cancellationToken) is { } approved
            ? approved.Plan.Accesses.OfType<ToolAccess.Read>().FirstOrDefault()
            : null;

    private static ResourceContents ContentsOf(string uri, ReadOnlyMemory<byte> bytes) => TextContent.Decode(bytes.Span) is { } text
        ? new TextResourceContents { Uri = uri, MimeType = "text/plain", Text = text.Text }
        : BlobResourceContents.FromBytes(bytes, uri, "application/octet-stream");
}
